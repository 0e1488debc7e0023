"""The words of the field, each defined once.

Members in lower case are the words of scenario files, of columns and of charts. Codes are frozen:
they stand in logs. Nothing here computes.
"""

from __future__ import annotations

from enum import IntEnum

SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3_600
SECONDS_PER_DAY = 86_400
SECONDS_PER_YEAR = 31_557_600  # the Julian year: rates per year are turned into rates per second

NOBODY = -1  # no rep, no touch, no cause: an empty place in a record


class Intent(IntEnum):
    """What a person is after: hidden from every vendor."""

    LEARNING = 0  # wants the content, nothing else
    EXPLORING = 1  # has the problem, no project
    BUYING = 2  # will buy from somebody within a window
    LOYAL_ELSEWHERE = 3  # under contract with somebody else
    OUTSIDER = 4  # student, consultant, competitor
    DECIDED = 5  # has bought


class Inbound(IntEnum):
    """What a person does on its own account at a vendor's site."""

    CONTENT_DOWNLOAD = 0
    WEBINAR_SIGNUP = 1
    PRICING_VISIT = 2  # not gated: seen only of people who are registered
    FREE_TRIAL = 3
    DEMO_REQUEST = 4  # asks to be contacted


class Channel(IntEnum):
    """How a touch reaches a person."""

    EMAIL = 0
    PHONE = 1
    VOICEMAIL = 2
    CALENDAR_INVITE = 3
    DIRECT_MAIL = 4
    SMS = 5
    SOCIAL = 6


class Tone(IntEnum):
    """How a touch is written or spoken."""

    PLAIN = 0
    HUMOROUS = 1
    SNARKY = 2
    PUSHY = 3
    APOLOGETIC = 4


class Sender(IntEnum):
    """Who a touch comes from."""

    AUTOMATION = 0
    REP = 1
    OTHER_REP = 2  # a colleague of the rep whom the person knows


class Ask(IntEnum):
    """What a touch wants from the person."""

    NOTHING = 0
    QUESTION = 1  # "what would you like us to cover?"
    MEETING = 2
    FREE_OFFER = 3  # a 'free' thing that bills later, where the touch is bait


class Claim(IntEnum):
    """The event that a touch says it follows up on."""

    NONE = 0
    CONTENT_DOWNLOAD = 1
    WEBINAR_SIGNUP = 2
    PRICING_VISIT = 3
    FREE_TRIAL = 4
    DEMO_REQUEST = 5
    ANY_VISIT = 6  # "saw you were checking out ..."
    CLICK = 7  # the person's own click on what was sent


class Outcome(IntEnum):
    """What a person does about a delivered touch: at most one of these."""

    COMPLAINT = 0
    OPT_OUT = 1  # of the touch's channel
    ANGRY_REPLY = 2
    NOT_INTERESTED = 3
    NEUTRAL_REPLY = 4
    CLICK = 5
    INTERESTED = 6  # accepts the meeting, or takes the free offer
    DECLINED = 7  # declines the meeting
    SILENCE = 8


N_OUTCOMES = 8  # those with a hazard: all but SILENCE


class Placement(IntEnum):
    """Where a sent touch ended up."""

    REACHED = 0  # inbox, ear, calendar, desk
    SPAM_FOLDER = 1
    BOUNCED = 2
    VOICEMAIL = 3  # a call that was not answered: a message was left
    FRONT_DESK = 4  # a call that somebody else had to deal with
    NO_ANSWER = 5  # a missed call


class Stage(IntEnum):
    """How far a relationship has come, as the vendor sees it."""

    STRANGER = 0  # not registered
    CONTACT = 1  # registered
    REQUESTED = 2  # asked to be contacted
    MEETING = 3  # a meeting is agreed
    OPPORTUNITY = 4
    CUSTOMER = 5
    LOST = 6  # told the vendor that it bought elsewhere, while an opportunity was open


class Alternative(IntEnum):
    """What a buyer may choose when its window closes."""

    NO_DECISION = 0
    VENDOR = 1
    INCUMBENT = 2
    COMPETITOR = 3


class Cause(IntEnum):
    """Why goodwill was booked."""

    TOUCH = 0
    RETORT = 1
    HEARSAY = 2
    PUBLIC_POST = 3
    FRONT_DESK = 4
    NEGLECT = 5
    BAIT = 6
    CONTENT = 7  # reading what it asked for itself
    MEETING = 8


class Reason(IntEnum):
    """Why a touch that was due did not happen, or not yet."""

    OPTED_OUT = 0
    SUPPRESSED = 1  # a suppression rule of the strategy
    CAPPED = 2
    THROTTLED = 3  # put off: the day's allowance is used up
    EXPIRED = 4  # nobody got to it in time
    SKIPPED = 5  # the step's own guard said no
    WITHDRAWN = 6  # a signal changed the plan while it was waiting
    UNDONE = 7  # ticked off without being done
    UNREACHABLE = 8  # the address bounced before
    HIDDEN_INTENT = 9  # the oracle alone


class Exit(IntEnum):
    """Why an enrolment ended."""

    FINISHED = 0  # its last step is done
    RULE = 1  # a switch of the strategy that leads out, or a cap that drops
    REPLY = 2  # a reply policy, or a meeting was agreed
    OPTED_OUT = 3
    COLLEAGUE = 4  # a colleague's reply
    DECIDED = 5


class ReplyAction(IntEnum):
    """What a vendor does about a reply."""

    STOP = 0
    PUSH_ON = 1
    RETORT = 2
    APOLOGISE = 3
    HAND_OVER = 4
    ANSWER = 5


class Discipline(IntEnum):
    """In which order waiting rep tasks are taken."""

    FIFO = 0
    NEWEST_FIRST = 1
    BY_SCORE = 2  # the score at the time of the request


class Measure(IntEnum):
    """What a rep is measured on: dials make reps dial again, the other two leave them alike."""

    DIALS = 0  # a call that did not get through is repeated the same day
    MEETINGS = 1
    WINS = 2  # no behaviour of its own yet


class CapAction(IntEnum):
    """What happens to a touch that a frequency cap stops."""

    QUEUE = 0  # waits, in order, until the cap allows it; the cadence holds
    DROP = 1  # never happens; the enrolment ends
    SKIP = 2  # never happens; the cadence goes on
    DELAY = 3  # tried again a fixed time later; the cadence holds


class CapScope(IntEnum):
    """Which touches a frequency cap counts and covers."""

    MARKETING = 0  # sent by automation
    ONE_TO_ONE = 1  # sent by reps
    EVERYTHING = 2
    ACCOUNT = 3  # everything sent to anybody at the account, up to last midnight
