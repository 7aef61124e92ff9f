internal import Archive
internal import Ledger
internal import Model
internal import Presentation
internal import SearchIndex
package import State
internal import Storage
internal import WriteAheadLog

/// `winnow audit`: does every file have one outcome, every outcome its bytes, and do ledger and index
/// say what the journal says? Reads everything, and changes not a byte.
package struct Audit: Sendable {
  /// One thing that is not as it should be.
  package struct Finding: Sendable, Equatable {
    /// Short and stable, for programs.
    package var kind: String
    /// What is wrong, with what, and what to do next.
    package var text: String
    /// True for what is worth knowing and as it should be.
    package var isNote = false

    /// Bytes of a segment of the archive that are no whole records.
    static func archive(_ damage: OriginalStore.Damage) -> Finding {
      let what = "\(damage.path.printable) holds \(damage.range.count) bytes"
      let from = "at byte \(damage.range.lowerBound)"
      return damage.isTornTail
        ? Finding(
          kind: "archive-torn-tail",
          text:
            "\(what) behind its last whole record, \(from). Nothing acknowledged is lost: the next start of winnowd, or of a command that writes, cuts them off"
        )
        : Finding(
          kind: "archive-damaged",
          text:
            "\(what) that are no whole records, \(from). The originals in them are lost, all others can be read. Put the file back from a backup; the files that they are of are named as original-damaged"
        )
    }

    /// Bytes behind the journal's last record: of a batch that a crash cut, or of anybody else.
    static func tornTail(_ tail: (path: FilePath, bytes: Range<UInt64>)) -> Finding {
      Finding(
        kind: "torn-tail",
        text:
          "\(tail.path.printable) holds \(tail.bytes.count) bytes behind the journal's last record, at byte \(tail.bytes.lowerBound). Nothing acknowledged is lost: the next start of winnowd, or of a command that writes, keeps a copy beside the segment and cuts them off"
      )
    }
  }

  private let paths: StatePaths
  private let files = POSIXFileSystem()
  private let temporary: String?

  /// `temporary`: Where a copy of a file of the index may lie meanwhile; nil for `/var/tmp`.
  package init(paths: StatePaths, temporary: String? = nil) {
    self.paths = paths
    self.temporary = temporary
  }

  /// Runs it. Needs the state to itself, so that nothing moves meanwhile.
  ///
  /// Throws `PipelineFailure`, with `.held` while a daemon runs.
  package func run(_ progress: (String) -> Void = { _ in }) async throws -> [Finding] {
    let state = try InspectedState(paths)
    var findings: [Finding] = []
    do {
      progress("reading journal and history")
      if let tail = state.journal.tornTail { findings.append(.tornTail(tail)) }
      var decided = try DecisionHistory(of: state)
      findings += decided.damage.map {
        Finding(kind: "history-damaged", text: "\($0). Run: winnow rebuild")
      }
      progress("reading the ledger")
      let ledgerDamage = try findLedgerDamage(state)
      findings += ledgerDamage
      if ledgerDamage.isEmpty {
        progress("comparing the ledger")
        try compareTakedowns(state, with: &decided, &findings)
        compare(try ledgerNumbers(state), with: decided, &findings)
        try compareJobs(state, decided, &findings)
        try findUnknownJobs(state, decided, &findings)
        progress("looking for originals")
        try findOriginals(state, decided, &findings)
        try findStrangers(state, decided, &findings)
      }
      let damage = try state.originals.findDamage { progress("reading \($0.printable)") }
      findings += damage.map(Finding.archive)
      try nameFiles(of: damage.filter { !$0.isTornTail }, state, decided, &findings)
      progress("reading the index")
      findings +=
        ledgerDamage.isEmpty
        ? try IndexCheck(index: state.index, ledger: state.ledger, temporary: temporary).run()
        : try state.index.findDamage().map {
          Finding(kind: "index", text: "\($0). Run: winnow rebuild")
        }
      let indexed = try state.index.articleCount()
      let articles = ledgerDamage.isEmpty ? try ledgerNumbers(state).count : indexed
      if articles != indexed {
        findings.append(
          Finding(
            kind: "index-count",
            text: "the index holds \(indexed) articles, the ledger \(articles). Run: winnow rebuild"
          ))
      }
      try findOrphans(decided, &findings)
    } catch let error as StorageError {
      throw PipelineFailure(error)
    } catch let error as PayloadError {
      throw PipelineFailure(.damaged, "The journal or history cannot be read (\(error)).")
    } catch let error as HistoryError {
      throw PipelineFailure(.damaged, "\(error)")
    }
    return findings
  }

  /// Whether the state is a node of a cluster: its ledger has what all nodes have decided, its journal only
  /// what came of its own files.
  private var isNode: Bool { (try? NodeRecord.read(paths, files)) != nil }

  /// What of the ledger is not as it was written; then it is compared with nothing.
  private func findLedgerDamage(_ state: InspectedState) throws -> [Finding] {
    guard let ledger = state.ledger as? SQLiteLedger else { return [] }
    let path = try Generation.current(of: paths, on: files).ledger.printable
    return try ledger.findDamage().map {
      Finding(kind: "ledger-damaged", text: "\(path): \($0). Run: winnow rebuild")
    }
  }

  private func ledgerNumbers(_ state: InspectedState) throws -> [UInt64: String] {
    var numbers: [UInt64: String] = [:]
    try state.ledger.forEachSignature(from: DecisionNumber(1)) { row in
      numbers[row.number.rawValue] = ""
      return true
    }
    return numbers
  }

  /// What the ledger has taken out is out for all that follows.
  private func compareTakedowns(
    _ state: InspectedState, with decided: inout DecisionHistory, _ findings: inout [Finding]
  ) throws {
    let held = try ledgerNumbers(state)
    let removals = try state.ledger.removals(limit: .max).filter { held[$0.number.rawValue] == nil }
    let known = Set(decided.forgotten.flatMap(\.numbers))
    let unknown = removals.filter { !known.contains($0.number) }
    if let first = unknown.first, !isNode {
      findings.append(
        Finding(
          kind: "takedown-lacks",
          text:
            "\(unknown.count) articles were taken out of the ledger, and no journal or history says so, for example \(first.id). Run: winnow rebuild"
        ))
    }
    decided.take(removals)
  }

  private func compare(
    _ numbers: [UInt64: String], with decided: DecisionHistory, _ findings: inout [Finding]
  ) {
    let missing = decided.decisions.keys.filter { numbers[$0] == nil }.sorted()
    let unknown = numbers.keys.filter { decided.decisions[$0] == nil }.sorted()
    if !missing.isEmpty {
      findings.append(
        Finding(
          kind: "ledger-lacks",
          text:
            "the ledger lacks \(missing.count) articles that were decided, from number \(missing[0]) on. Run: winnow rebuild"
        ))
    }
    if !unknown.isEmpty, !isNode {
      findings.append(
        Finding(
          kind: "ledger-knows-more",
          text:
            "the ledger holds \(unknown.count) articles that no journal or history decided, from number \(unknown[0]) on. Run: winnow rebuild"
        ))
    }
  }

  private func compareJobs(
    _ state: InspectedState, _ decided: DecisionHistory, _ findings: inout [Finding]
  ) throws {
    for (id, job) in decided.jobs.sorted(by: { $0.key < $1.key })
    where !decided.unfinished.contains(id) {
      let file = TerminalText.safe(job.claim.file)
      guard case .found(let row) = try state.ledger.job(id: id), row.id == id else {
        findings.append(
          Finding(
            kind: "job-lacks",
            text: "job \(id) (\(file)) is finished but not in the ledger. Run: winnow rebuild"))
        continue
      }
      if let closing = job.closing, closing.outcome != row.outcome {
        findings.append(
          Finding(
            kind: "outcome-differs",
            text:
              "job \(id) (\(file)) is \(row.outcome.rawValue) in the ledger and \(closing.outcome.rawValue) in the journal. Run: winnow rebuild"
          ))
      }
    }
  }

  /// Files that only the ledger knows.
  private func findUnknownJobs(
    _ state: InspectedState, _ decided: DecisionHistory, _ findings: inout [Finding]
  ) throws {
    var count = 0
    var example = ""
    try (state.ledger as? SQLiteLedger)?.forEachReadableJob { row in
      guard decided.jobs[row.id] == nil else { return }
      count += 1
      if example.isEmpty { example = TerminalText.safe(row.file) }
    }
    if count > 0, !isNode {
      findings.append(
        Finding(
          kind: "job-unknown",
          text:
            "the ledger holds the outcome of \(count) files that no journal or history knows, for example \(example). Run: winnow rebuild"
        ))
    }
  }

  private func findOriginals(
    _ state: InspectedState, _ decided: DecisionHistory, _ findings: inout [Finding]
  ) throws {
    let expiredBefore = try state.originals.expiredBefore() ?? .min
    var expiredCount = 0
    for (id, job) in decided.jobs.sorted(by: { $0.key < $1.key })
    where !decided.unfinished.contains(id) {
      guard let closing = job.closing else { continue }
      let file = TerminalText.safe(job.claim.file)
      if closing.outcome == .quarantined {
        let path = paths.quarantine.appending(id)
        let isHandedBack = try state.ledger.jobs(forFile: job.claim.file).contains { $0.id > id }
        let isDecided = try [".discarded", ".retried"].contains {
          try files.exists(path.appendingSuffix($0))
        }
        if job.claim.location == .claimed, !isHandedBack, !isDecided, try !files.exists(path) {
          findings.append(
            Finding(
              kind: "quarantine-lacks",
              text:
                "\(file) was set aside as \(path.printable), which is gone, though it was neither handed back (winnow retry) nor discarded. Put it back from a backup; or note that it is gone: winnow quarantine --discard \(id)"
            ))
        }
        continue
      }
      if decided.forgottenJobs.contains(id) { continue }
      for text in [closing.digest] + closing.sidecarDigests {
        guard let digest = Digest(text), try !state.originals.contains(digest, refreshing: false)
        else { continue }
        if job.claim.arrival < expiredBefore {
          expiredCount += 1
          continue
        }
        let what = text == closing.digest ? "the bytes" : "a sidecar"
        findings.append(
          Finding(
            kind: "original-lacks",
            text:
              "\(what) of \(file) (job \(id), \(text)) are not in the archive. Put them back from a backup, or: winnow forget --job \(id)"
          ))
      }
    }
    if expiredCount > 0 {
      findings.append(
        Finding(
          kind: "originals-expired",
          text:
            "\(expiredCount) originals have expired (spool.keep_originals); winnow rebuild takes their articles from the ledger in use",
          isNote: true))
    }
  }

  /// Names the files whose bytes lie in damaged parts of the archive, as far as location tables tell.
  private func nameFiles(
    of damage: [OriginalStore.Damage], _ state: InspectedState, _ decided: DecisionHistory,
    _ findings: inout [Finding]
  ) throws {
    if damage.isEmpty { return }
    for (id, job) in decided.jobs.sorted(by: { $0.key < $1.key }) {
      guard let closing = job.closing else { continue }
      for text in [closing.digest] + closing.sidecarDigests {
        guard let digest = Digest(text), try state.originals.lies(digest, in: damage) else {
          continue
        }
        findings.append(
          Finding(
            kind: "original-damaged",
            text:
              "\(text == closing.digest ? "the bytes" : "a sidecar") of \(TerminalText.safe(job.claim.file)) (job \(id), \(text)) lie in a damaged part of the archive. Put its segment back from a backup, or: winnow forget --job \(id)"
          ))
      }
    }
  }

  /// Originals that no job on record is of. Some are newer than the record: a restored backup's archive
  /// may be ahead of its journal. The others are of a state that is gone, or of jobs that were lost.
  private func findStrangers(
    _ state: InspectedState, _ decided: DecisionHistory, _ findings: inout [Finding]
  ) throws {
    var known: Set<Digest> = []
    var lastArrival: Int64?
    for job in decided.jobs.values {
      lastArrival = max(lastArrival ?? .min, job.claim.arrival)
      guard let closing = job.closing else { continue }
      for text in [closing.digest] + closing.sidecarDigests {
        if let digest = Digest(text) { known.insert(digest) }
      }
    }
    let last = lastArrival.map { $0 / 1_000 - Self.clockTolerance } ?? .max
    var count = 0
    try state.originals.forEach { digest, seconds, _ in
      if seconds < last, !known.contains(digest) { count += 1 }
      return true
    }
    if count > 0 {
      let archive = paths.archive.printable
      findings.append(
        Finding(
          kind: "archive-unknown",
          text:
            "\(archive) holds \(count == 1 ? "1 original" : "\(count) originals") of which nothing is on record: no search finds them, and no takedown reaches them. Restore a backup; or take them up as new files, winnow put \(archive)/*/*.warc.zst, where what is known already becomes a copy: see \"Only the archive is left\" in docs/RECOVERY.md"
        ))
    }
  }

  /// Seconds by which the clock may have been set back.
  private static let clockTolerance: Int64 = 60

  private func findOrphans(_ decided: DecisionHistory, _ findings: inout [Finding]) throws {
    guard try files.exists(paths.claimed) else { return }
    for entry in try files.entries(of: paths.claimed) {
      let id = String(decoding: entry.name.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
      if !decided.unfinished.contains(id) {
        findings.append(
          Finding(
            kind: "stray",
            text:
              "claimed/\(TerminalText.safe(entry.name)) belongs to no open job; the next start of winnowd takes care of it"
          ))
      }
    }
  }
}
