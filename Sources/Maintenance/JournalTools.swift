internal import Ledger
internal import JSONTree
internal import Model
package import State
internal import Storage
internal import WriteAheadLog

/// `winnow journal`: is the log whole, what does it say, what can be saved of it?
package struct JournalTools: Sendable {
  /// What `verify` found.
  package enum Health: Sendable, Equatable {
    case whole, torn, damaged
  }

  private let paths: StatePaths
  private let files = POSIXFileSystem()

  package init(paths: StatePaths) { self.paths = paths }

  /// Reads the whole log and changes nothing.
  ///
  /// Returns how it is, and lines that say so.
  package func verify() throws -> (health: Health, lines: [String]) {
    let report = try reading { try JournalReport.verify(paths.journal, on: files) }
    var lines = [
      "\(report.recordCount) records in \(report.segmentCount)"
        + (report.segmentCount == 1 ? " segment" : " segments")
    ]
    if let first = report.first, let last = report.last {
      lines.append("records \(first) to \(last)")
    }
    lines.append(
      report.checkpoints.isEmpty
        ? "no checkpoint yet"
        : "checkpoints at \(report.checkpoints.map(\.description).joined(separator: ", "))")
    lines += report.damagedCheckpoints.map { "a checkpoint does not read back: \($0.printable)" }
    switch report.verdict {
    case .clean:
      lines.append("the log is whole")
      return (.whole, lines)
    case .torn(let path, let bytes):
      lines.append(
        "a crash cut the last batch in \(path.printable) (bytes \(bytes.lowerBound) to \(bytes.upperBound));"
          + " nothing acknowledged is lost, and the next start repairs it")
      return (.torn, lines)
    case .damaged:
      lines += report.damage.map(\.description)
      return (.damaged, lines)
    }
  }

  /// Hands out one line of JSON a record, in order, past any damage.
  package func dump(_ write: ([UInt8]) throws -> Void) throws {
    try reading {
      try JournalSurvey(paths.journal, on: files).run { finding in
        var writer = JSONWriter()
        writer.beginObject()
        switch finding {
        case .segment(let path, let first, _):
          writer.member("segment", path.string)
          writer.member("first", first.rawValue)
        case .checkpoint(let path, let lsn, let count, let isValid):
          writer.member("checkpoint", path.string)
          writer.member("lsn", lsn.rawValue)
          writer.member("bytes", count)
          writer.member("valid", isValid)
        case .damage(let damage): writer.member("damage", damage.description)
        case .tornTail(let path, _): writer.member("torn", path.string)
        case .record(let record, let offset, _):
          writer.member("lsn", record.lsn.rawValue)
          writer.member("offset", offset)
          Self.write(record, to: &writer)
        }
        writer.endObject()
        writer.endLine()
        try write(writer.take())
      }
    }
  }

  private static func write(_ record: JournalRecord, to writer: inout JSONWriter) {
    guard let entry = try? JobEvent(record) else {
      writer.member("type", record.type)
      writer.member("bytes", record.payload.count)
      return
    }
    switch entry {
    case .claiming(let claims):
      writer.member("entry", "claiming")
      writer.member(
        "jobs", claims.map { "\($0.job) \(String(decoding: $0.file, as: UTF8.self))" })
    case .started(let attempts):
      writer.member("entry", "started")
      writer.member("jobs", attempts.map { "\($0.job) \($0.number)" })
    case .decided(let batch):
      writer.member("entry", "decided")
      writer.member(
        "decisions",
        batch.decisions.map {
          "\($0.number.rawValue) \($0.job)-\($0.ordinal) \($0.outcome.rawValue)"
        })
      writer.member(
        "closings",
        batch.closings.map {
          "\($0.job) \($0.outcome.rawValue) \($0.ending.refusal?.reason.rawValue ?? "")"
        })
      writer.member(
        "rereads",
        batch.rereads.flatMap { reread in
          reread.numbers.map { "\($0.rawValue) \(reread.stage.rawValue)" }
        })
      write(changes: batch.changes, to: &writer)
    case .finished(let jobs):
      writer.member("entry", "finished")
      writer.member("jobs", jobs)
    case .forgotten(let numbers, let why, let feed):
      writer.member("entry", "forgotten")
      writer.member("numbers", numbers.map { String($0.rawValue) })
      writer.member("why", why)
      write(changes: feed.changes(.removed, of: numbers), to: &writer)
    }
  }

  private static func write(changes: [Change], to writer: inout JSONWriter) {
    writer.member(
      "changes", changes.map { "\($0.number) \($0.event.name) \($0.article.rawValue)" })
  }

  private func reading<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as JournalError {
      throw PipelineFailure(.damaged, "\(error)")
    } catch let error as StorageError {
      throw PipelineFailure(.missing, "\(error)")
    }
  }
}
