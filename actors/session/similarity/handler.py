"""What an intent about similarity, duplicates, the map and models leads to."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.similarity import duplicates, embedding, embedding_models, similarity, sound_map
from models.state.app import AppState


def handle(state: AppState, intent: intents.SimilarityIntent) -> Decision:
    """Apply an intent about similarity, duplicates, the map and models."""
    match intent:
        case intents.FindSimilar():
            return similarity.find(state, intent)
        case intents.RefineSimilar(sample=sample, wanted=wanted):
            return similarity.refine(state, sample, wanted=wanted)
        case intents.SetAspectWeight():
            return similarity.weigh(state, intent)
        case intents.StepSimilar(back=back):
            return similarity.step(state, back=back)
        case intents.SortByMatch():
            return similarity.by_match(state)
        case intents.LeaveSimilar():
            return duplicates.leave(state) if state.duplicates.shown else similarity.leave(state)
        case intents.FindByText(words=words):
            return similarity.find_spoken(state, words)
        case intents.FindDuplicates():
            return duplicates.find(state)
        case intents.KeepThis(sample=kept):
            return duplicates.keep_one(state, kept)
        case intents.KeepBest():
            return duplicates.keep_best(state)
        case intents.ShowMap(on=on):
            return sound_map.show(state, on=on)
        case intents.ColourMap(by=by):
            return Decision(sound_map.colour(state, by))
        case intents.PickSample(sample=sample):
            return sound_map.pick(state, sample)
        case intents.SelectOnMap(samples=samples):
            return sound_map.surround(state, samples)
        case intents.OpenModels():
            return embedding_models.opened(state)
        case intents.UseModel(name=name):
            return embedding_models.use(state, name)
        case intents.VerifyModel(name=name):
            return embedding_models.verify(state, name)
        case intents.InstallModel(checkpoint=checkpoint):
            return embedding_models.install(state, checkpoint)
        case intents.CorrectType(sample=sample, kind=kind):
            return embedding.correct(state, sample, kind)
        case _:
            assert_never(intent)
