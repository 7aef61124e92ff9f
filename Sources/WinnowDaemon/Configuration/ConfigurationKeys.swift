extension ConfigurationKey {
  private static func text(
    _ name: String, _ kind: ConfigurationKind, atOnce: Bool = false, _ summary: String,
    _ set: @escaping @Sendable (inout Configuration, String) -> Void,
    _ get: @escaping @Sendable (Configuration) -> String
  ) -> ConfigurationKey {
    ConfigurationKey(
      name: name, kind: kind, summary: summary, takesEffectAtOnce: atOnce, field: .text(set, get))
  }

  private static func number(
    _ name: String, _ kind: ConfigurationKind, atOnce: Bool = false, _ summary: String,
    _ set: @escaping @Sendable (inout Configuration, Int64) -> Void,
    _ get: @escaping @Sendable (Configuration) -> Int64
  ) -> ConfigurationKey {
    ConfigurationKey(
      name: name, kind: kind, summary: summary, takesEffectAtOnce: atOnce,
      field: .number(set, get))
  }

  /// Every key there is, in the order of the shipped file.
  package static let all: [ConfigurationKey] = places + intake + limits + durability + running

  private static let places: [ConfigurationKey] = [
    text(
      "spool.path", .path, "inbox, claimed, archive and quarantine lie below; one mount",
      { $0.spoolPath = $1 }, { $0.spoolPath }),
    number(
      "spool.keep_originals", .retention, atOnce: true,
      "how long the archive keeps original bytes; rebuild needs them",
      { $0.keepOriginalsMilliseconds = $1 }, { $0.keepOriginalsMilliseconds }),
    text(
      "state.path", .path, "journal, history, ledger and index lie below",
      { $0.statePath = $1 }, { $0.statePath }),
    text(
      "control.socket", .path, "Unix socket of the control API",
      { $0.socketPath = $1 }, { $0.socketPath }),
  ]

  private static let intake: [ConfigurationKey] = [
    number(
      "intake.settle", .duration,
      "a file not renamed into the inbox must lie unchanged this long",
      { $0.settleMilliseconds = $1 }, { $0.settleMilliseconds }),
    number(
      "intake.rescan", .duration, "the inbox is scanned at least this often",
      { $0.rescanMilliseconds = $1 }, { $0.rescanMilliseconds }),
    number(
      "intake.batch", .count, atOnce: true, "files claimed with one journal record, 1 to 1024",
      { $0.claimBatchCount = Int($1) }, { Int64($0.claimBatchCount) }),
    number(
      "intake.open_jobs", .count, "files claimed and not finished, at most; the rest waits",
      { $0.openJobLimit = Int($1) }, { Int64($0.openJobLimit) }),
  ]

  private static let limits: [ConfigurationKey] = [
    number(
      "limits.file", .bytes, "larger files are quarantined unread",
      { $0.fileByteLimit = $1 }, { $0.fileByteLimit }),
    number(
      "limits.articles", .count, "articles read from one file",
      { $0.articlesPerFileLimit = Int($1) }, { Int64($0.articlesPerFileLimit) }),
    number(
      "limits.article_text", .bytes, "one article's text",
      { $0.articleTextByteLimit = $1 }, { $0.articleTextByteLimit }),
    number(
      "limits.layers", .count, "containers within containers",
      { $0.containerLayerLimit = Int($1) }, { Int64($0.containerLayerLimit) }),
    number(
      "limits.ratio", .count, "bytes out for a compressed byte in",
      { $0.expansionRatioLimit = Int($1) }, { Int64($0.expansionRatioLimit) }),
    number(
      "limits.expanded", .bytes, "bytes that one compressed file may expand to",
      { $0.expandedByteLimit = $1 }, { $0.expandedByteLimit }),
    number(
      "limits.depth", .count, "nesting of elements, objects and lists",
      { $0.nestingDepthLimit = Int($1) }, { Int64($0.nestingDepthLimit) }),
    number(
      "limits.time", .duration, "time a file may take; 1 s for every 10 MB comes on top",
      { $0.fileTimeMilliseconds = $1 }, { $0.fileTimeMilliseconds }),
    number(
      "limits.retries", .count, "tries after a passing fault, 1, 10 and 60 s apart",
      { $0.retryLimit = Int($1) }, { Int64($0.retryLimit) }),
    number(
      "limits.strikes", .count,
      "a file in flight at this many deaths of the daemon is quarantined",
      { $0.strikeLimit = Int($1) }, { Int64($0.strikeLimit) }),
  ]

  private static let durability: [ConfigurationKey] = [
    number(
      "disk.low_water", .bytes, atOnce: true, "claiming stops when less is free",
      { $0.lowWaterBytes = $1 }, { $0.lowWaterBytes }),
    number(
      "disk.low_water_percent", .percent, atOnce: true,
      "or less than this share of the disk; the larger of both counts",
      { $0.lowWaterPercent = Int($1) }, { Int64($0.lowWaterPercent) }),
    number(
      "journal.segment", .bytes, "size of a journal segment",
      { $0.segmentByteCount = $1 }, { $0.segmentByteCount }),
    number(
      "index.shards", .count, "full-text shards; fixed when the index is made",
      { $0.shardCount = Int($1) }, { Int64($0.shardCount) }),
    number(
      "duplicates.hot", .count, "articles kept in memory to find copies of",
      { $0.hotArticleLimit = Int($1) }, { Int64($0.hotArticleLimit) }),
  ]

  private static let running: [ConfigurationKey] = [
    number(
      "workers.count", .count, "parse and repair workers; 0 is one a core",
      { $0.workerCount = Int($1) }, { Int64($0.workerCount) }),
    number(
      "shutdown.drain", .duration, "how long SIGTERM waits for what is under way",
      { $0.drainMilliseconds = $1 }, { $0.drainMilliseconds }),
    text(
      "log.level", .level, "least severity that is logged",
      { $0.logLevel = $1 }, { $0.logLevel }),
  ]
}

extension ConfigurationKey {
  /// All keys as the Markdown table of `docs/CONFIGURATION.md`.
  package static func table() -> String {
    let head = "| key | default | means | after SIGHUP |\n|---|---|---|---|\n"
    return head
      + all.map { key in
        let effect = key.takesEffectAtOnce ? "at once" : "after a restart"
        return "| `\(key.name)` | `\(key.text(in: Configuration()))` | \(key.summary) | \(effect) |"
      }.joined(separator: "\n")
  }
}
