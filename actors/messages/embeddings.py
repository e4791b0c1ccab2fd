"""Commands and events of the embeddings actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from actors.kernel.mailbox import Address
from actors.kernel.reply import Reply
from models.analysis.report import AnalysisReport
from models.audio.units import Seconds, Ticket
from models.cluster.place import Place
from models.duplicates.report import DuplicateReport
from models.embedding.model_info import Known
from models.inside.chunk import InsideReport
from models.library.samples import SampleIds
from models.map.chart import MapLayout
from models.similarity.embedding_report import EmbeddingReport
from models.similarity.neighbours import FileHits, FileNeighbours
from models.similarity.query import SimilarityQuery
from models.similarity.result import SimilarityResult
from models.similarity.saved_search import Question
from models.similarity.vector_table import VectorTable
from models.state.notice import Notice
from models.state.progress import Progress
from models.triage.order import Triage


@dataclass(frozen=True, slots=True)
class StartEmbedding:
    """Embed pending samples in the background: new ones, or with changed content.

    If it is already running, it continues until nothing is pending.
    """

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class StopEmbedding:
    """Stop embedding and analysis for now; stored results are kept."""


@dataclass(frozen=True, slots=True)
class PauseEmbedding:
    """Pause embedding and analysis before the next batch, or go on."""

    paused: bool


@dataclass(frozen=True, slots=True)
class TryPlace:
    """Try whether work can be done in a place; a newer trial replaces it."""

    ticket: Ticket
    place: Place


@dataclass(frozen=True, slots=True)
class StopTrial:
    """Cancel a trial; no event follows."""


@dataclass(frozen=True, slots=True)
class PlaceTried:
    """Reply to `TryPlace`."""

    ticket: Ticket
    threads: int
    """Of all workers; 0: there are none yet."""
    reason: str = ""
    """Why it cannot be used; empty: it answers."""


@dataclass(frozen=True, slots=True)
class UsePlace:
    """Do all work in another place, also what is running."""

    place: Place


@dataclass(frozen=True, slots=True)
class ClusterWaited:
    """Work waits for a scheduler that does not answer, or does not wait any more."""

    reason: str
    """Why; empty: it answers again."""


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Find the samples most similar to a query; a newer one replaces it."""

    ticket: Ticket
    asked: SimilarityQuery
    among: SampleIds
    """Samples to compare with."""
    limit: int


@dataclass(frozen=True, slots=True)
class LayOutMap:
    """Lay out all sounds on the map."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class FindDuplicates:
    """Find duplicates among the embedded samples.

    A newer one replaces it.
    """

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class StopDuplicateSearch:
    """Cancel the duplicate search; no event follows."""


@dataclass(frozen=True, slots=True)
class DuplicatesProgressed:
    """Progress of a duplicate search, in pairs of files."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class DuplicatesFound:
    """Reply to `FindDuplicates`."""

    ticket: Ticket
    report: DuplicateReport
    whole: bool = True
    """`False`: only byte-identical files so far; similar ones follow."""


@dataclass(frozen=True, slots=True)
class ListModels:
    """List the models."""


@dataclass(frozen=True, slots=True)
class UseModel:
    """Activate a model; samples without its features must be embedded."""

    name: str


@dataclass(frozen=True, slots=True)
class VerifyModel:
    """Verify a model."""

    name: str


@dataclass(frozen=True, slots=True)
class InstallModel:
    """Install CLAP from a weights file."""

    checkpoint: bytes
    """Its path; `tokenizer.json` may be beside it."""


@dataclass(frozen=True, slots=True)
class ModelsListed:
    """Reply to the commands for models."""

    models: tuple[Known, ...]
    outcome: Notice | None = None
    """Outcome of the command; `None`: for `ListModels`."""


@dataclass(frozen=True, slots=True)
class MapLaidOut:
    """Reply to `LayOutMap`."""

    ticket: Ticket
    chart: MapLayout = field(default_factory=MapLayout)
    reason: str = ""
    """Why there is no map; empty if there is."""


@dataclass(frozen=True, slots=True)
class EmbeddingProgressed:
    """Progress of embedding."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class EmbeddingEnded:
    """Embedding finished, was stopped or failed."""

    ticket: Ticket
    done: EmbeddingReport | None
    """`None`: it was stopped."""


@dataclass(frozen=True, slots=True)
class AnalysisProgressed:
    """Progress of the analysis of tempo, key and loudness."""

    progress: Progress
    """Its ticket is that of the embedding before it."""


@dataclass(frozen=True, slots=True)
class AnalysisEnded:
    """Analysis finished, was stopped or failed."""

    ticket: Ticket
    count: int | None
    """Samples analysed; `None`: it was stopped."""
    reason: str = ""
    """Why it ended early; empty if it did not."""
    report: AnalysisReport | None = None
    """All of it; `None`: it was stopped."""


@dataclass(frozen=True, slots=True)
class InsideProgressed:
    """Progress of embedding the insides of long samples, in chunks."""

    progress: Progress
    """Its ticket is that of the embedding before it."""


@dataclass(frozen=True, slots=True)
class InsideEnded:
    """The insides of long samples were embedded, or that was stopped or failed."""

    ticket: Ticket
    report: InsideReport | None
    """`None`: it was stopped."""


@dataclass(frozen=True, slots=True)
class SimilarFound:
    """Reply to `FindSimilar`."""

    ticket: Ticket
    answer: SimilarityResult = field(default_factory=SimilarityResult)
    reason: str = ""
    """Why there is no result; empty if there is."""
    waiting: bool = False
    """Nothing is embedded yet, but embedding is running: send the query again later."""


@dataclass(frozen=True, slots=True)
class Embed:
    """Embed all pending samples; for the command line."""

    reply_to: Reply[EmbeddingReport]
    progress: Address[EmbeddingProgressed] | None = None
    """Receives progress, without a ticket; must be read until the reply arrives."""


@dataclass(frozen=True, slots=True)
class Analyse:
    """Analyse tempo, key and loudness of all pending samples; for the command line."""

    reply_to: Reply[AnalysisReport]
    progress: Address[AnalysisProgressed] | None = None
    """Receives progress, without a ticket; must be read until the reply arrives."""


@dataclass(frozen=True, slots=True)
class EmbedInside:
    """Hear the insides of all long samples; for the command line."""

    reply_to: Reply[InsideReport]
    progress: Address[InsideProgressed] | None = None
    """Receives progress, without a ticket; must be read until the reply arrives."""


@dataclass(frozen=True, slots=True)
class QueryInside:
    """Find places inside long samples, like a file or a part of it; for the command line."""

    path: bytes
    """Absolute path, in the library or not."""
    start: float | None
    """Seconds; `None`: from its start."""
    end: float | None
    """Seconds; `None`: to its end."""
    limit: int
    reply_to: Reply[FileHits]


@dataclass(frozen=True, slots=True)
class QuerySimilar:
    """Find the samples most similar to each of these files; for the command line."""

    paths: tuple[bytes, ...]
    """Absolute paths, in the library or not."""
    limit: int
    reply_to: Reply[tuple[FileNeighbours, ...]]
    recorded: Seconds = Seconds(0.0)
    """Length, if they are takes."""


@dataclass(frozen=True, slots=True)
class QueryByText:
    """Find the samples that match a text; for the command line."""

    words: str
    limit: int
    reply_to: Reply[FileNeighbours]


@dataclass(frozen=True, slots=True)
class QueryQuestion:
    """Find what a saved search asks for; for the command line."""

    question: Question
    limit: int
    reply_to: Reply[FileNeighbours]


@dataclass(frozen=True, slots=True)
class QueryTriage:
    """Order undecided samples by what is likely to be kept; for the command line."""

    triage: Triage
    reply_to: Reply[FileNeighbours]


@dataclass(frozen=True, slots=True)
class FetchVectors:
    """Return all vectors; for the command line."""

    reply_to: Reply[VectorTable]


@dataclass(frozen=True, slots=True)
class QueryDuplicates:
    """Find duplicates among the embedded samples; for the command line."""

    reply_to: Reply[DuplicateReport]
    progress: Address[DuplicatesProgressed] | None = None
    """Receives progress, without a ticket; must be read until the reply arrives."""
    exact: bool = False
    """Only byte-identical files; none needs to be embedded."""


Command = (
    StartEmbedding
    | StopEmbedding
    | PauseEmbedding
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
    | EmbedInside
    | QueryInside
    | QuerySimilar
    | QueryByText
    | QueryQuestion
    | QueryTriage
    | FetchVectors
    | QueryDuplicates
    | TryPlace
    | StopTrial
    | UsePlace
)
Event = (
    EmbeddingProgressed
    | EmbeddingEnded
    | AnalysisProgressed
    | AnalysisEnded
    | InsideProgressed
    | InsideEnded
    | SimilarFound
    | DuplicatesProgressed
    | DuplicatesFound
    | ModelsListed
    | MapLaidOut
    | PlaceTried
    | ClusterWaited
)
