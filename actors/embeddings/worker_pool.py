"""Process samples with an executor."""

from __future__ import annotations

import trio
from loguru import logger

from actors.embeddings.executor import Executor, Quarantine, Question, answer_all
from actors.embeddings.reply import EMBEDDED, FAILED, UNAVAILABLE, UNUSABLE
from models.embedding.network import NetworkError
from models.library.features import SampleFeatures
from models.library.sample import Sample


class WorkerPool:
    """Processes batches of samples, as many concurrently as the executor has workers."""

    def __init__(self, executor: Executor, quarantine: Quarantine | None = None) -> None:
        self._executor = executor
        self.quarantine = quarantine or Quarantine()
        """Files that took workers down."""

    async def process(self, batch: tuple[Sample, ...]) -> tuple[SampleFeatures, ...]:
        """Return the result for each sample, or the reason of its failure.

        May be called concurrently; requests are served in order.

        Raises:
            NetworkError: In a group: the model cannot be used on this machine.
            ExecutorFailed: In a group: there is no worker, and there will be none.
        """
        results: list[SampleFeatures] = []

        async def work(samples: tuple[Sample, ...]) -> None:
            questions = [Question((sample,)) for sample in samples]
            replies = await answer_all(self._executor, questions, self.quarantine)
            results.extend(_unpack_reply(*pair) for pair in zip(samples, replies, strict=True))

        together = self._executor.together(len(batch))
        async with trio.open_nursery() as nursery:
            for first in range(0, len(batch), together):
                nursery.start_soon(work, batch[first : first + together])
        return tuple(results)


def _unpack_reply(sample: Sample, answer: bytes) -> SampleFeatures:
    """Deserialise a reply for a sample."""
    if answer.startswith(EMBEDDED):
        return SampleFeatures(sample.id, sample.path, sample.token, answer[len(EMBEDDED) :])
    reason = answer[len(FAILED) :].decode(errors="replace")
    if answer.startswith(UNUSABLE):
        raise NetworkError(reason)
    logger.info("cannot embed {!r}: {}", sample.path, reason)
    passing = answer.startswith(UNAVAILABLE)
    return SampleFeatures(sample.id, sample.path, sample.token, b"", reason, passing)
