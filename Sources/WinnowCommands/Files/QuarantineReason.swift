import FoundationEssentials
import Ledger
import Model

/// The reason that stands beside a file in quarantine, `JOB.reason.json`.
struct QuarantineReason: Decodable {
  var file: String
  var reason: String
  var detail: String
  var remedy: String
  /// Bytes.
  var size: Int64
  /// When it was set aside, in seconds since 1970.
  var time: Int64

  /// Reads it; nil for what is none.
  init?(json: [UInt8]) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
    self = found
  }

  /// The job as the ledger will have it.
  func row(of job: String) -> JobRow {
    JobRow(
      id: job, file: Array(file.utf8), size: size, arrival: time * 1_000, finished: time * 1_000,
      outcome: .quarantined, reason: reason, detail: detail, remedy: remedy)
  }
}
