"""Build tiny worlds by hand in which everything is silent but what a test switches on."""

from functools import partial

from tests.blank import IDLE, NO_COUPLINGS, PATIENT, find_appeals

from goodwill.behaviour.people import Account, Person, TouchKind
from goodwill.draws import seed_key
from goodwill.parameters import defaults, with_overrides
from goodwill.scripts import Script
from goodwill.strategy import (
    ALWAYS,
    Cadence,
    EnrolmentRule,
    Plan,
    ReplyPolicy,
    SendWindow,
    Step,
    decide,
)
from goodwill.vocabulary import (
    N_OUTCOMES,
    NOBODY,
    SECONDS_PER_DAY,
    Channel,
    Inbound,
    Intent,
    Outcome,
    Tone,
)
from goodwill.world import Rep, ScoreModel, Vendor, World, ZoneTable

NEVER_HAPPENS = -1000.0  # a log hazard whose exponential is 0
N_CHANNELS = len(Channel)

QUIET = with_overrides(
    defaults(),
    {
        # The channels' rows alone say what people do about a touch.
        "answering.base": [0.0] * N_OUTCOMES,
        "answering.channel": [[NEVER_HAPPENS] * N_OUTCOMES] * N_CHANNELS,
        "answering.tone": [[0.0] * N_OUTCOMES] * len(Tone),
        **{
            f"answering.{weight}": [0.0] * N_OUTCOMES
            for weight in ("irritation", "goodwill", "gap", "usefulness", "relevance")
        },
        **{
            f"answering.{weight}": 0.0
            for weight in ("meeting_readiness", "question", "ask_declined", "free_offer")
        },
        "answering.refused_asks": 0.0,
        "answering.reticence": 0.0,
        "levels.click_readiness": 0.0,
        "living.esteem_on_inbound": 0.0,
        "living.goodwill_on_inbound": 0.0,
        "living.standing_on_inbound": 0.0,
        "living.unaware_inbound": 1.0,
        "living.read_goodwill": 0.0,
        "living.read_esteem": 0.0,
        "memory.intrusiveness": [0.0] * N_CHANNELS,
        "memory.tone_irritation": [0.0] * len(Tone),
        "memory.tone_taste": [0.0] * len(Tone),
        **{
            f"memory.{weight}": 0.0
            for weight in (
                "gap_weight",
                "promise_weight",
                "irrelevance_weight",
                "unprofessional_weight",
                "frequency_weight",
                "missed_call",
                "burn",
                "useful_goodwill",
                "useful_esteem",
                "retort_goodwill",
                "neglect_goodwill",
                "neglect_irritation",
                "meeting_goodwill",
            )
        },
        "noticing.bounce": 0.0,
        "relevance.impersonal": 0.0,
        "relevance.misread": 0.0,
        "vendor.redials": 0,
    },
)
"""Nobody answers, minds, likes or remembers anything."""

PERSON = Person(
    id=0,
    account=0,
    region=0,
    zone=0,
    seniority=0.5,
    fit=0.0,
    need=0.0,
    reach=1.0,
    patience=1.0,
    attention=1.0,
    phone=1.0,
    frailty=1.0,
    activity=1.0,
    taste=0.0,
    reticence=0.0,
    machine_opens=False,
    score_noise=0.0,
    intent=int(Intent.OUTSIDER),
    aware=True,
)
"""Average in everything."""


def quiet_world(n_people: int, days: int, seed: int, person: Person = PERSON) -> World:
    """Make a world of like people, each at an account of its own, who do nothing of themselves."""
    accounts = tuple(
        Account(id=row, size=0, region=0, incumbent=False, front_desk=False, people=(row,))
        for row in range(n_people)
    )
    persons = tuple(person._replace(id=row, account=row) for row in range(n_people))
    world = World(
        name="tiny",
        key=seed_key(seed),
        seed=seed,
        replication=0,
        start="2026-01-05",
        weekday=0,
        horizon=days * SECONDS_PER_DAY,
        quarter_ends=((days + 1) * SECONDS_PER_DAY,),
        parameters=QUIET,
        vendor=Vendor("vendor", 0.0, 0),
        couplings=NO_COUPLINGS,
        regions=("everywhere",),
        zones=(ZoneTable("UTC", (0,), (0,)),),
        accounts=accounts,
        persons=persons,
        names=tuple(f"person {row}" for row in range(n_people)),
        scripts={},
        touches=(),
        appeals=(),
        score=ScoreModel((0.0,) * len(Inbound), 0.0, 0.0, 0.0, 0.0, 30, 0.0, 0.0, 1.0),
        reps=(),
        plan=IDLE,
        decide=partial(decide, IDLE),
    )
    return with_script(world, Script((), (), roams=False, constant=True))


def with_script(world: World, script: Script) -> World:
    """Give everybody the same script."""
    return world._replace(scripts=dict.fromkeys(range(len(world.persons)), script))


def with_outreach(world: World, touches: tuple[TouchKind, ...], plan: Plan) -> World:
    """Let a vendor follow a plan; the world has its final parameters already."""
    appeals = tuple(find_appeals(touch, world.parameters) for touch in touches)
    return world._replace(touches=touches, appeals=appeals, plan=plan, decide=partial(decide, plan))


def make_cadence(
    name: str, n_steps: int, gap: int, touch: int = 0, window: SendWindow = ALWAYS
) -> Cadence:
    """Repeat one touch every `gap` seconds, the first of them `gap` after enrolment."""
    step = Step(gap, touch, window, guard=(), autoskip=NOBODY, to_owner=False, then=0)
    steps = tuple(step._replace(then=number) for number in range(1, n_steps + 1))
    return Cadence(name, steps, ())


def make_plan(*cadences: Cadence, replies: tuple[ReplyPolicy, ...] = PATIENT) -> Plan:
    """Put everybody who registers into the first cadence, once."""
    return IDLE._replace(
        enrolment=(EnrolmentRule((), 0, NOBODY),), cadences=cadences, replies=replies
    )


def set_reply(
    replies: tuple[ReplyPolicy, ...], outcome: Outcome, policy: ReplyPolicy
) -> tuple[ReplyPolicy, ...]:
    """Put another policy in place of one."""
    return tuple(policy if at == outcome else other for at, other in enumerate(replies))


def make_floor(n_reps: int) -> tuple[Rep, ...]:
    """Hire reps who work around the clock."""
    rep = Rep("rep", 0, 0, SECONDS_PER_DAY, 0b1111111, 1.0, 0.0, 1.0)
    return tuple(rep._replace(name=f"rep {number}") for number in range(n_reps))
