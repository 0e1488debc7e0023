"""A small market in which everything is switched on, and two vendors who treat it differently."""

from tests.blank import IDLE, PATIENT, TOUCH
from tests.theory.worlds import quiet_world, set_reply, with_outreach

from goodwill.behaviour.people import TouchKind
from goodwill.draws import seed_key
from goodwill.parameters import defaults, with_overrides
from goodwill.population import USUAL_MARKET, draw_population
from goodwill.strategy import (
    ALWAYS,
    Cadence,
    EnrolmentRule,
    Plan,
    ReplyPolicy,
    SendWindow,
    Step,
)
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    Ask,
    Channel,
    Claim,
    Outcome,
    ReplyAction,
    Sender,
    Tone,
)
from goodwill.world import Couplings, Rep, Vendor, World

PUSH, NURTURE = "push", "nurture"
DAYS = 150
WORKDAY = SendWindow(9 * SECONDS_PER_HOUR, 17 * SECONDS_PER_HOUR, 0b11111)

_EMAIL = TOUCH._replace(channel=int(Channel.EMAIL), relevance=0.6, personalisation=0.3, cost=0.01)
_CALL = _EMAIL._replace(
    channel=int(Channel.PHONE),
    sender=int(Sender.REP),
    presumption=3,
    ask=int(Ask.MEETING),
    minutes=6.0,
    voicemail=True,
)
TOUCHES: tuple[TouchKind, ...] = (
    _EMAIL._replace(name="article", usefulness=0.8),
    _EMAIL._replace(
        name="pitch",
        presumption=3,
        usefulness=0.2,
        ask=int(Ask.MEETING),
        claim=int(Claim.WEBINAR_SIGNUP),
    ),
    _CALL._replace(name="call"),
    _CALL._replace(name="callback", voicemail=False, fulfils=True),
    _EMAIL._replace(
        name="snide answer", sender=int(Sender.REP), tone=int(Tone.SNARKY), retort=True
    ),
    _EMAIL._replace(
        name="free report",
        presumption=1,
        ask=int(Ask.FREE_OFFER),
        bait=True,
    ),
    _EMAIL._replace(name="question", ask=int(Ask.QUESTION), usefulness=0.4),
)
_ARTICLE, _PITCH, _CALLING, _CALLBACK, _SNIDE, _BAIT, _QUESTION = range(len(TOUCHES))


def _make_steps(*steps: tuple[int, int]) -> tuple[Step, ...]:
    """Make steps of (days to wait, touch)."""
    return tuple(
        Step(
            wait=days * SECONDS_PER_DAY,
            touch=touch,
            window=WORKDAY if TOUCHES[touch].minutes else ALWAYS,
            guard=(),
            autoskip=5 * SECONDS_PER_DAY,
            to_owner=False,
            then=number,
        )
        for number, (days, touch) in enumerate(steps, 1)
    )


def _make_plan(name: str, steps: tuple[Step, ...], again_after: int) -> Plan:
    replies = tuple(policy._replace(action=int(ReplyAction.PUSH_ON)) for policy in PATIENT)
    angry = ReplyPolicy(int(ReplyAction.RETORT), _SNIDE, SECONDS_PER_HOUR)
    return IDLE._replace(
        name=name,
        enrolment=(EnrolmentRule((), 0, again_after),),
        cadences=(Cadence(name, steps, ()),),
        replies=set_reply(replies, Outcome.ANGRY_REPLY, angry),
        answer_touch=_CALLBACK,
    )


_PUSHING = (0, _PITCH), (1, _CALLING), (1, _PITCH), (2, _CALLING), (1, _BAIT), (2, _PITCH)
PLANS = {
    PUSH: _make_plan(PUSH, _make_steps(*_PUSHING, (3, _CALLING)), 10 * SECONDS_PER_DAY),
    NURTURE: _make_plan(
        NURTURE, _make_steps((2, _QUESTION), (14, _ARTICLE), (14, _ARTICLE)), SECONDS_PER_DAY
    ),
}

PARAMETERS = with_overrides(
    defaults(),
    {
        # Rare things made common, so that a small market shows all of them.
        "answering.base": [-5.0, -5.0, -5.0, -4.5, -5.0, -4.0, -4.5, -4.5],
        "noticing.bounce": 0.02,
        "memory.bait_days": 30.0,
    },
)


def make_market(
    plan: str, *, replication: int, n_accounts: int, posts: float | None = None
) -> World:
    """Draw a market of some five people an account, most of whom come of themselves.

    Parameters
    ----------
    plan
        :data:`PUSH` or :data:`NURTURE`.
    replication
        Of all luck.
    n_accounts
        How large the market is.
    posts
        Probability of a public post per unit of a sharp experience; None: the ledger's.
    """
    parameters = PARAMETERS
    if posts is not None:
        parameters = with_overrides(parameters, {"talking.post": posts})
    market = USUAL_MARKET._replace(
        accounts=n_accounts, regions=(1.0,), intents=(0.4, 0.15, 0.2, 0.15, 0.1, 0.0)
    )
    population = draw_population(
        market,
        (),
        (),
        (),
        zones_of_regions=(0,),
        key=seed_key(61),
        replication=replication,
        parameters=parameters,
    )
    rep = Rep("rep", 0, 9 * SECONDS_PER_HOUR, 17 * SECONDS_PER_HOUR, 0b11111, 0.5, 0.5, 1.0)
    world = quiet_world(0, DAYS, 61)._replace(
        replication=replication,
        parameters=parameters,
        vendor=Vendor("vendor", 0.5, 0),
        couplings=Couplings(),
        accounts=population.accounts,
        persons=population.persons,
        names=population.names,
        scripts=population.scripts,
        reps=(rep, rep),
    )
    return with_outreach(world, TOUCHES, PLANS[plan])
