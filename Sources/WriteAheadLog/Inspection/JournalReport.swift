package import Model
package import Storage

/// What `winnow journal verify` says about a log.
package struct JournalReport: Hashable, Sendable {
  /// The sum of it.
  package enum Verdict: Hashable, Sendable {
    case clean
    /// A crash cut the last batch; the next start repairs it, and nothing acknowledged is lost.
    case torn(path: FilePath, bytes: Range<UInt64>)
    /// Something acknowledged is damaged (exit code 65).
    case damaged(JournalDamage)
  }

  package var verdict: Verdict
  /// Every damaged place, not only the first.
  package var damage: [JournalDamage] = []
  package var damagedCheckpoints: [FilePath] = []
  package var checkpoints: [LSN] = []
  package var segmentCount = 0
  package var recordCount = 0
  package var first: LSN?
  package var last: LSN?
  package var wasClosed = false

  /// Reads a whole log and changes nothing; also fit for the log of a running daemon, whose newest
  /// batch may then look torn.
  ///
  /// Errors: `JournalError.storage`, `.newerFormat`. Damage is a verdict, not an error.
  package static func verify(
    _ folder: FilePath, on fileSystem: any FileSystem, options: JournalOptions = JournalOptions()
  ) throws -> JournalReport {
    var report = JournalReport(verdict: .clean)
    try JournalSurvey(folder, on: fileSystem, options: options).run { finding in
      switch finding {
      case .segment: report.segmentCount += 1
      case .record(let record, _, _):
        report.recordCount += 1
        report.first = report.first ?? record.lsn
        report.last = record.lsn
      case .damage(let damage): report.damage.append(damage)
      case .tornTail: break
      case .checkpoint(let path, let lsn, _, let isValid):
        if isValid {
          report.checkpoints.append(lsn)
        } else {
          report.damagedCheckpoints.append(path)
        }
      }
    }
    do throws(JournalError) {
      let found = try LogState.read(LogFolder(folder, on: fileSystem), options: options)
      report.wasClosed = found.wasClosed
      if let tail = found.tornTail {
        report.verdict = .torn(
          path: tail.path, bytes: UInt64(tail.bytes.lowerBound)..<UInt64(tail.bytes.upperBound))
      }
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      report.verdict = .damaged(damage)
    }
    return report
  }
}
