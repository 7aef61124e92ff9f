internal import DropFolder
internal import Formats
internal import Glibc
package import NearDuplicates
package import Pipeline
package import State
internal import WriteAheadLog

extension Configuration {
  /// The pipeline's settings.
  package var pipelineSettings: PipelineSettings {
    var settings = PipelineSettings()
    settings.workerCount =
      workerCount > 0 ? workerCount : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    settings.jobsInFlight = min(openJobLimit, max(256, settings.workerCount * 16))
    settings.retryPauses = Array([1, 10, 60].prefix(retryLimit))
    settings.strikeLimit = strikeLimit
    settings.fileTimeLimit = UInt64(fileTimeMilliseconds) * 1_000_000
    settings.scrapes.outputByteLimit = expandedByteLimit
    settings.scrapes.ratioLimit = Int64(expansionRatioLimit)
    settings.scrapes.layerLimit = containerLayerLimit
    settings.scrapes.depthLimit = nestingDepthLimit
    settings.scrapes.recordLimit = articlesPerFileLimit
    settings.scrapes.textByteLimit = Int(articleTextByteLimit)
    return settings
  }

  /// How a state is opened.
  package var workplaceOptions: WorkplaceOptions {
    var options = WorkplaceOptions()
    options.journal.segmentByteCount = Int(segmentByteCount)
    options.shardCount = shardCount
    options.drop.settleTime = settleMilliseconds * 1_000_000
    options.drop.rescanTime = rescanMilliseconds * 1_000_000
    options.drop.sizeLimit = UInt64(fileByteLimit)
    return options
  }

  /// How much the index of copies keeps in memory.
  package var copyOptions: CopyIndexOptions {
    var options = CopyIndexOptions()
    options.hotDocumentLimit = max(1, hotArticleLimit)
    return options
  }
}

extension Configuration {
  /// What may change about intake while the daemon runs.
  package var intakeSettings: IntakeSettings {
    var settings = IntakeSettings()
    settings.batchCount = min(claimBatchCount, openJobLimit)
    settings.lowWaterBytes = lowWaterBytes
    settings.lowWaterPercent = lowWaterPercent
    return settings
  }
}
