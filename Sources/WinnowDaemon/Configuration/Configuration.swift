/// Everything that can be set, with its default. `docs/CONFIGURATION.md` is made from the keys.
package struct Configuration: Sendable, Equatable {
  /// Folder that holds `inbox/`, `claimed/`, `archive/` and `quarantine/`; one mount.
  package var spoolPath = "/var/spool/winnow"
  /// How long the archive keeps original bytes, in milliseconds; 0 is for ever.
  package var keepOriginalsMilliseconds: Int64 = 0
  /// Folder that holds journal, history, ledger and index.
  package var statePath = "/var/lib/winnow"
  /// Unix socket of the control API.
  package var socketPath = "/run/winnow/winnow.sock"

  /// How long a file that was not renamed into the inbox must lie unchanged, in milliseconds.
  package var settleMilliseconds: Int64 = 2_000
  /// How often the inbox is scanned even when nothing was heard, in milliseconds.
  package var rescanMilliseconds: Int64 = 30_000
  /// Files claimed with one journal record.
  package var claimBatchCount = 512
  /// Files taken from the inbox and not finished yet, at most.
  package var openJobLimit = 2_048

  /// Parse and repair workers; 0 means one a core.
  package var workerCount = 0

  /// Larger files are quarantined unread.
  package var fileByteLimit: Int64 = 8 << 30
  package var articlesPerFileLimit = 1_000_000
  package var articleTextByteLimit: Int64 = 16 << 20
  package var containerLayerLimit = 2
  /// Output bytes a byte of compressed input.
  package var expansionRatioLimit = 200
  package var expandedByteLimit: Int64 = 16 << 30
  package var nestingDepthLimit = 512
  /// What any file may take, in milliseconds; a second for every 10 MB comes on top.
  package var fileTimeMilliseconds: Int64 = 600_000

  package var retryLimit = 3
  /// A file that was in flight this often when the process died is quarantined.
  package var strikeLimit = 3

  /// Claiming stops when less than this is free, in bytes …
  package var lowWaterBytes: Int64 = 1 << 30
  /// … or less than this share of the disk.
  package var lowWaterPercent = 5

  package var segmentByteCount: Int64 = 64 << 20
  /// Shards of the full-text index; fixed when the index is made.
  package var shardCount = 2
  /// Articles whose signatures are kept in memory for finding copies.
  package var hotArticleLimit = 1_000_000

  /// How long SIGTERM waits for what is under way, in milliseconds.
  package var drainMilliseconds: Int64 = 10_000
  package var logLevel = "info"

  package init() {}
}

/// What a key's value is, and how it is written.
package enum ConfigurationKind: String, Sendable {
  case path, duration, retention, bytes, count, percent, level

  /// How to write one, for messages and documentation.
  package var notation: String {
    switch self {
    case .path: "an absolute path"
    case .duration: "a whole number with ms, s, min, h or d, such as 2s"
    case .retention: "forever, or a whole number with h or d, such as 90d"
    case .bytes: "a whole number with B, KiB, MiB, GiB or TiB, such as 64MiB"
    case .count: "a whole number"
    case .percent: "a whole number from 0 to 100"
    case .level: "one of debug, info, notice, warning, error"
    }
  }
}

/// One key of the configuration file: its name, what it means, and when a change takes effect.
package struct ConfigurationKey: Sendable {
  /// Section and name, for example `intake.settle`.
  package var name: String
  package var kind: ConfigurationKind
  package var summary: String
  /// True when SIGHUP is enough; false when the daemon must be restarted.
  package var takesEffectAtOnce: Bool
  let field: ConfigurationField

  /// The variable that overrides the key, for example `WINNOW_INTAKE_SETTLE`.
  package var variable: String {
    "WINNOW_"
      + String(
        name.utf8.map { byte in
          byte == UInt8(ascii: ".")
            ? "_" : Character(UnicodeScalar(byte)).uppercased().first ?? "_"
        })
  }
}

/// Where a key's value lives.
enum ConfigurationField: Sendable {
  case text(@Sendable (inout Configuration, String) -> Void, @Sendable (Configuration) -> String)
  case number(@Sendable (inout Configuration, Int64) -> Void, @Sendable (Configuration) -> Int64)
}
