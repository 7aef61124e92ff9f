internal import DropFolder
internal import Formats
package import NearDuplicates
package import Pipeline
package import State
package import Storage
internal import WriteAheadLog

/// Everything that can be set, with its default. A new setting is a property here, unless it tunes
/// an option that a component has already, and an entry in `Setting.all` below.
package struct Settings: Sendable {
  package var spoolPath: FilePath = "/var/spool/winnow"
  /// How long the archive keeps original bytes; nil for ever.
  package var keepOriginals: Duration?
  /// How long articles are kept; nil for ever.
  package var keepArticles: Duration?
  /// The same for single sources, by name.
  package var keepSources: [String: Duration?] = [:]
  package var statePath: FilePath = "/var/lib/winnow"
  package var socketPath: FilePath = "/run/winnow/winnow.sock"
  /// The group whose members may have the daemon change something; nil for nobody but root and the daemon's
  /// user.
  package var changeGroup: String?
  /// Connections to the control socket at once.
  package var connectionCount = 64
  /// Files taken from the inbox and not finished yet, at most.
  package var openJobLimit = 2_048
  /// Parse and repair workers; 0 means one a core.
  package var workerCount = 0
  /// Tries after a passing fault.
  package var retryCount = 3
  /// How long SIGTERM waits for what is under way.
  package var drainTime = Duration.seconds(10)
  package var logLevel = LogLevel.info
  /// This machine's part of a cluster.
  package var cluster = ClusterSettings()
  /// What the operator should know of a configuration that can be used, a sentence each.
  package internal(set) var notices: [String] = []

  // The options of the components, as they are tuned by settings.
  package var intake = IntakeSettings()
  package var pipeline = PipelineSettings()
  package var stateOptions = StateDirectoryOptions()
  package var copies = CopyIndexOptions()

  package init() { copies.hotDocumentLimit = 1_000_000 }
}

extension Settings: Equatable {
  /// Two configurations are equal when every setting is.
  package static func == (left: Settings, right: Settings) -> Bool {
    Setting.all.allSatisfy { $0.text(in: left) == $0.text(in: right) }
  }
}

extension Setting {
  /// Every setting there is, in the order of the shipped file and of the documentation's table.
  package static let all: [Setting] = [
    Setting(
      "spool.path", \.spoolPath, .path, .restart,
      "inbox, claimed, archive and quarantine lie below; one mount"),
    Setting(
      "spool.keep_originals", \.keepOriginals, .retention, .atOnce,
      "how long the archive keeps original bytes (forever, 90d, 12h); rebuild needs them"),
    Setting(
      "keep.articles", \.keepArticles, .retention, .atOnce,
      "how long articles are kept (forever, 365d) from their arrival; then they go, on record"),
    Setting(
      "keep.sources", \.keepSources, .retentions, .atOnce,
      "the same for single sources (wire=90d, gazette=forever)"),
    Setting(
      "state.path", \.statePath, .path, .restart,
      "journal, history, ledger and index lie below"),
    Setting(
      "control.socket", \.socketPath, .path, .restart, "Unix socket of the control API"),
    Setting(
      "control.group", \.changeGroup, .groupName, .restart,
      "members may have things changed by the socket, as root and the daemon's user may"),
    Setting(
      "control.connections", \.connectionCount, .count(in: 4...1_024), .restart,
      "connections to the control socket at once; more wait"),
    Setting(
      "intake.settle", \.stateOptions.drop.settleTime, .nanoseconds(in: .zero ... .days(1)),
      .restart, "a file not renamed into the inbox must lie unchanged this long"),
    Setting(
      "intake.rescan", \.stateOptions.drop.rescanTime,
      .nanoseconds(in: .milliseconds(100) ... .days(1)), .restart,
      "the inbox is scanned at least this often"),
    Setting(
      "intake.batch", \.intake.batchCount, .count(in: 1...1_024), .atOnce,
      "files claimed with one journal record"),
    Setting(
      "intake.open_jobs", \.openJobLimit, .count(in: 1...1_000_000), .restart,
      "files claimed and not finished, at most; the rest waits in the inbox"),
    Setting(
      "limits.file", \.stateOptions.drop.sizeLimit, .bytes(in: .bytes(1) ... .tebibytes(1_024)),
      .restart, "larger files are quarantined unread"),
    Setting(
      "limits.articles", \.pipeline.scrapes.recordLimit, .count(in: 1...1_000_000_000), .restart,
      "articles read from one file"),
    Setting(
      "limits.article_text", \.pipeline.scrapes.textByteLimit,
      .bytes(in: .bytes(1) ... .gibibytes(4)), .restart, "one article's text"),
    Setting(
      "limits.layers", \.pipeline.scrapes.layerLimit, .count(in: 1...16), .restart,
      "containers within containers"),
    Setting(
      "limits.ratio", \.pipeline.scrapes.ratioLimit, .count(in: 1...1_000_000), .restart,
      "bytes out for a compressed byte in"),
    Setting(
      "limits.expanded", \.pipeline.scrapes.outputByteLimit,
      .bytes(in: .bytes(1) ... .tebibytes(1_024)), .restart,
      "bytes that one compressed file may expand to"),
    Setting(
      "limits.depth", \.pipeline.scrapes.depthLimit, .count(in: 16...100_000), .restart,
      "nesting of elements, objects and lists"),
    Setting(
      "limits.time", \.pipeline.fileTimeLimit, .nanoseconds(in: .milliseconds(1) ... .days(7)),
      .restart, "time a file may take; 1 s for every 10 MB comes on top"),
    Setting(
      "limits.article_time", \.pipeline.articleTimeLimit,
      .nanoseconds(in: .milliseconds(1) ... .days(7)), .restart,
      "time that one article may take; what takes longer is refused as limit"),
    Setting(
      "limits.memory", \.pipeline.memoryLimit, .bytes(in: .mebibytes(64) ... .tebibytes(1)),
      .restart, "what all jobs in work may hold together; larger ones run alone"),
    Setting(
      "limits.retries", \.retryCount, .count(in: 0...3), .restart,
      "tries after a passing fault, 1, 10 and 60 s apart"),
    Setting(
      "limits.strikes", \.pipeline.strikeLimit, .count(in: 1...100), .restart,
      "a file in flight at this many deaths of the daemon is quarantined"),
    Setting(
      "disk.low_water", \.intake.lowWaterBytes, .bytes(in: .bytes(0) ... .tebibytes(1_024)),
      .atOnce, "claiming stops when less is free"),
    Setting(
      "disk.low_water_percent", \.intake.lowWaterPercent, .count(in: 0...100), .atOnce,
      "or less than this share of the disk; the larger of both counts"),
    Setting(
      "journal.segment", \.stateOptions.journal.segmentByteCount,
      .bytes(in: .mebibytes(2) ... .gibibytes(1)), .restart, "size of a journal segment"),
    Setting(
      "index.slice", \.stateOptions.sliceLength, .count(in: 1...10_000_000), .restart,
      "articles that a file of the index holds; fixed when the index is made"),
    Setting(
      "duplicates.hot", \.copies.hotDocumentLimit, .count(in: 1...16_777_216), .restart,
      "articles kept in memory to find copies of"),
    Setting(
      "workers.count", \.workerCount, .count(in: 0...256), .restart,
      "parse and repair workers; 0 is one a core"),
    Setting(
      "shutdown.drain", \.drainTime, .duration(in: .zero ... .seconds(60)), .restart,
      "how long SIGTERM waits for what is under way"),
    Setting(
      "cluster.database", \.cluster.database, .connection, .restart,
      "PostgreSQL that keeps a cluster's log; none: this machine works alone"),
    Setting(
      "cluster.node", \.cluster.node, .nodeName, .restart,
      "this node's name and role in PostgreSQL; never changed, never used twice"),
    Setting(
      "cluster.roles", \.cluster.roles, .roles, .restart,
      "intake takes files in; archive may also decide for all"),
    Setting(
      "cluster.lease", \.cluster.lease, .duration(in: .seconds(2) ... .seconds(600)), .restart,
      "silence of the node that decides after which another one takes over"),
    Setting(
      "cluster.originals", \.cluster.originals, .pathOrNone, .restart,
      "a folder that all nodes share: originals go there, each node's below its name; none: below spool.path"
    ),
    Setting(
      "log.level", \.logLevel, .level, .atOnce, "least severity that is logged"),
  ]
}
