"""The order of nbgrader's steps with ours among them, for nbgrader_config.py."""

from __future__ import annotations

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader import preprocessors as stock
from traitlets.config import Config

from .collecting import PlatformCollector, PlatformExtractor
from .exchanging import TellingCollect, TellingReleaseFeedback
from .execute import ExecuteWhatRuns
from .feedback_page import FeedbackPage
from .flag import ShowFlags
from .generate import CheckSource, StripItems
from .guards import GuardedRelease, guard_generating
from .overwrite import OverwriteChangedCells
from .renew import renew_older_feedback
from .sanitize import Sanitize
from .score_answers import ScoreAnswers
from .standins import put_stand_ins
from .submitted import SubmittedNotebook, leave_other_files_out
from .write_scores import WriteScores


def plug_in(config: Config) -> None:
    """Put our steps between nbgrader's own, which keep their order."""
    guard_generating()
    config.ExchangeFactory.release_assignment = GuardedRelease
    config.ExchangeFactory.collect = TellingCollect
    config.ExchangeFactory.release_feedback = TellingReleaseFeedback
    config.ZipCollectApp.collector_plugin = PlatformCollector
    config.ZipCollectApp.extractor_plugin = PlatformExtractor
    # A tar archive can hold links that lead out of it.
    config.ExtractorPlugin.zip_ext = [".zip"]
    config.GenerateAssignment.preprocessors = [
        CheckSource,
        stock.IncludeHeaderFooter,
        stock.InstantiateTests,
        stock.LockCells,
        stock.ClearSolutions,
        stock.ClearOutput,
        stock.CheckCellMetadata,
        stock.ComputeChecksums,
        stock.SaveCells,
        stock.ClearHiddenTests,
        stock.ClearMarkScheme,
        stock.ComputeChecksums,
        stock.CheckCellMetadata,
        StripItems,
    ]
    leave_other_files_out()
    put_stand_ins()
    renew_older_feedback()
    config.Autograde.exporter_class = SubmittedNotebook
    config.GenerateFeedback.exporter_class = FeedbackPage
    config.Autograde.sanitize_preprocessors = [
        Sanitize,
        stock.ClearOutput,
        stock.DeduplicateIds,
        stock.OverwriteKernelspec,
        OverwriteChangedCells,
        ScoreAnswers,
        stock.CheckCellMetadata,
    ]
    config.Autograde.autograde_preprocessors = [
        ExecuteWhatRuns,
        WriteScores,
        stock.IgnorePattern,
        ClearMetadataPreprocessor,
        stock.LimitOutput,
        stock.SaveAutoGrades,
        ShowFlags,
        stock.AssignLatePenalties,
        stock.CheckCellMetadata,
    ]
