"""Dispatch of intents about similarity, duplicates, the map and models."""

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
            return similarity.find_similar(state, intent)
        case intents.RefineSimilar(sample=sample, wanted=wanted):
            return similarity.refine_search(state, sample, wanted=wanted)
        case intents.SetAspectWeight():
            return similarity.set_weight(state, intent)
        case intents.StepSimilar(back=back):
            return similarity.step_search(state, back=back)
        case intents.SortByMatch():
            return similarity.sort_by_match(state)
        case intents.LeaveSimilar():
            return (
                duplicates.leave_duplicates(state)
                if state.duplicates.shown
                else similarity.clear_search(state)
            )
        case intents.FindByText(words=words):
            return similarity.find_by_text(state, words)
        case intents.RemovePart(at=at):
            return similarity.remove_part(state, at)
        case intents.RemoveSound(sound=sound):
            return similarity.remove_sound(state, sound)
        case intents.FindDuplicates():
            return duplicates.find_duplicates(state)
        case intents.KeepThis(sample=kept):
            return duplicates.keep_one(state, kept)
        case intents.KeepBest():
            return duplicates.keep_best(state)
        case intents.ShowMap(on=on):
            return sound_map.show_map(state, on=on)
        case intents.ColourMap(by=by):
            return Decision(sound_map.set_colouring(state, by))
        case intents.PickSample(sample=sample):
            return sound_map.pick_sample(state, sample)
        case intents.SelectOnMap(samples=samples):
            return sound_map.select_enclosed(state, samples)
        case intents.OpenModels():
            return embedding_models.open_sheet(state)
        case intents.UseModel(name=name):
            return embedding_models.use_model(state, name)
        case intents.VerifyModel(name=name):
            return embedding_models.verify_model(state, name)
        case intents.InstallModel(checkpoint=checkpoint):
            return embedding_models.install_model(state, checkpoint)
        case intents.CorrectType(sample=sample, kind=kind):
            return embedding.correct_type(state, sample, kind)
        case _:
            assert_never(intent)
