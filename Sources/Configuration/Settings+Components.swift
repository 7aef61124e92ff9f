internal import Glibc
package import NearDuplicates
package import Pipeline
package import State

extension Settings {
  /// The pipeline's settings.
  package var pipelineSettings: PipelineSettings {
    var settings = pipeline
    settings.workerCount =
      workerCount > 0 ? workerCount : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    settings.jobsInFlight = min(openJobLimit, max(256, settings.workerCount * 16))
    settings.retryPauses = Array(pipeline.retryPauses.prefix(retryCount))
    return settings
  }

  /// How much the index of copies keeps in memory.
  package var copyOptions: CopyIndexOptions { copies }

  /// How long articles are kept, by source.
  package var keepTimes: KeepTimes {
    KeepTimes(
      others: keepArticles?.wholeMilliseconds,
      named: keepSources.mapValues { $0?.wholeMilliseconds })
  }

  /// What may change about intake while the daemon runs.
  package var intakeSettings: IntakeSettings {
    var settings = intake
    settings.batchCount = min(intake.batchCount, openJobLimit)
    settings.takesFiles = !cluster.isSet || cluster.roles.contains(.intake)
    return settings
  }

  /// Free bytes below which nothing new is claimed, on a disk of `totalBytes`.
  package func lowWater(totalBytes: Int64) -> Int64 {
    max(intake.lowWaterBytes, totalBytes / 100 * Int64(intake.lowWaterPercent))
  }
}
