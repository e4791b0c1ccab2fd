"""What the embeddings actor hears and says."""

from __future__ import annotations

from dataclasses import dataclass, field

from actors.kernel.mailbox import Address
from actors.kernel.reply import Reply
from models.analysis.report import AnalysisReport
from models.audio.units import Ticket
from models.duplicates.report import DuplicateReport
from models.embedding.model_info import Known
from models.library.samples import SampleIds
from models.map.chart import MapLayout
from models.similarity.embedding_report import EmbeddingReport
from models.similarity.neighbours import FileNeighbours
from models.similarity.query import SimilarityQuery
from models.similarity.result import SimilarityResult
from models.similarity.vector_table import VectorTable
from models.state.notice import Notice
from models.state.progress import Progress


@dataclass(frozen=True, slots=True)
class StartEmbedding:
    """Listen beside everything else to what was not heard yet, or has changed since.

    While it runs, a further one only makes sure that nothing new is missed.
    """

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class StopEmbedding:
    """Listen and analyse no further for now; what was heard stays."""


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Say which samples answer best; a newer one replaces it."""

    ticket: Ticket
    asked: SimilarityQuery
    among: SampleIds
    """Samples that are compared; others are not looked at."""
    limit: int


@dataclass(frozen=True, slots=True)
class LayOutMap:
    """Say where all sounds lie on the map."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class FindDuplicates:
    """Say which sounds are there more than once, as far as they were heard.

    A newer one replaces it.
    """

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class StopDuplicateSearch:
    """Look no further; nothing is said of it."""


@dataclass(frozen=True, slots=True)
class DuplicatesProgressed:
    """So many pairs of files were tested."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class DuplicatesFound:
    """The answer to `FindDuplicates`."""

    ticket: Ticket
    report: DuplicateReport
    whole: bool = True
    """Else files that are equal byte by byte: those that only sound alike are yet to come."""


@dataclass(frozen=True, slots=True)
class ListModels:
    """Say which models there are."""


@dataclass(frozen=True, slots=True)
class UseModel:
    """Let a model listen from now on; it must be listened again to what it does not know."""

    name: str


@dataclass(frozen=True, slots=True)
class VerifyModel:
    """Say whether a model is whole."""

    name: str


@dataclass(frozen=True, slots=True)
class InstallModel:
    """Install CLAP from a file of weights."""

    checkpoint: bytes
    """Its path; `tokenizer.json` may lie beside it."""


@dataclass(frozen=True, slots=True)
class ModelsListed:
    """The answer to all of these."""

    models: tuple[Known, ...]
    outcome: Notice | None = None
    """What was done, or why not; `None`: they were only listed."""


@dataclass(frozen=True, slots=True)
class MapLaidOut:
    """The answer to `LayOutMap`."""

    ticket: Ticket
    chart: MapLayout = field(default_factory=MapLayout)
    problem: str = ""
    """Why there is none; empty if there is."""


@dataclass(frozen=True, slots=True)
class EmbeddingProgressed:
    """So much was heard of what there is to hear."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class EmbeddingEnded:
    """All is heard, or it was stopped, or it is impossible."""

    ticket: Ticket
    done: EmbeddingReport | None
    """`None`: it was stopped."""


@dataclass(frozen=True, slots=True)
class AnalysisProgressed:
    """Tempo, key and loudness of so many are known of those that were not."""

    progress: Progress
    """Its ticket is that of the listening before it."""


@dataclass(frozen=True, slots=True)
class AnalysisEnded:
    """All is analysed, or it was stopped, or it is impossible."""

    ticket: Ticket
    count: int | None
    """Samples that were; `None`: it was stopped."""
    problem: str = ""
    """Why it ended early; empty if it did not."""


@dataclass(frozen=True, slots=True)
class SimilarFound:
    """The answer to `FindSimilar`."""

    ticket: Ticket
    answer: SimilarityResult = field(default_factory=SimilarityResult)
    problem: str = ""
    """Why there is none; empty if there is."""
    waiting: bool = False
    """Nothing is known yet, but it is listened to: ask again as that goes on."""


@dataclass(frozen=True, slots=True)
class Embed:
    """Listen to every sample that was not heard yet, or has changed since; for programs."""

    reply_to: Reply[EmbeddingReport]


@dataclass(frozen=True, slots=True)
class Analyse:
    """Find out tempo, key and loudness of every sample of which they are unknown; for programs."""

    reply_to: Reply[AnalysisReport]


@dataclass(frozen=True, slots=True)
class QuerySimilar:
    """Say which samples sound like each of these files, in the library or not; for programs."""

    paths: tuple[bytes, ...]
    """Absolute."""
    limit: int
    reply_to: Reply[tuple[FileNeighbours, ...]]


@dataclass(frozen=True, slots=True)
class QueryByText:
    """Say which samples sound like these words; for programs."""

    words: str
    limit: int
    reply_to: Reply[FileNeighbours]


@dataclass(frozen=True, slots=True)
class FetchVectors:
    """Hand out all vectors."""

    reply_to: Reply[VectorTable]


@dataclass(frozen=True, slots=True)
class QueryDuplicates:
    """Say which sounds are there more than once, as far as they were heard; for programs."""

    reply_to: Reply[DuplicateReport]
    progress: Address[DuplicatesProgressed] | None = None
    """Who hears how far it is, under no ticket; must be read until the answer is there."""


Command = (
    StartEmbedding
    | StopEmbedding
    | FindSimilar
    | FindDuplicates
    | StopDuplicateSearch
    | ListModels
    | UseModel
    | VerifyModel
    | InstallModel
    | LayOutMap
    | Embed
    | Analyse
    | QuerySimilar
    | QueryByText
    | FetchVectors
    | QueryDuplicates
)
Event = (
    EmbeddingProgressed
    | EmbeddingEnded
    | AnalysisProgressed
    | AnalysisEnded
    | SimilarFound
    | DuplicatesProgressed
    | DuplicatesFound
    | ModelsListed
    | MapLaidOut
)
