"""Programs that the compiler refuses, by topic."""

from tests.diagnostics.cases.annotations import ANNOTATIONS
from tests.diagnostics.cases.attributes import ATTRIBUTES
from tests.diagnostics.cases.calls import CALLS
from tests.diagnostics.cases.classes import CLASSES
from tests.diagnostics.cases.exceptions import EXCEPTIONS
from tests.diagnostics.cases.found import FOUND
from tests.diagnostics.cases.functions import FUNCTIONS
from tests.diagnostics.cases.library import LIBRARY
from tests.diagnostics.cases.text import TEXT
from tests.diagnostics.cases.values import VALUES
from tests.diagnostics.cases.variables import VARIABLES

CASES = [
    *ANNOTATIONS,
    *ATTRIBUTES,
    *CALLS,
    *CLASSES,
    *EXCEPTIONS,
    *FUNCTIONS,
    *LIBRARY,
    *TEXT,
    *VALUES,
    *VARIABLES,
    *FOUND,
]
