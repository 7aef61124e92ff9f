package import Model
package import State

/// What one job hands to the committer when its turn comes.
package enum Turn: Sendable {
  /// Records of the file; more are to come.
  case records(PreparedBatch)
  /// The file's last records, none where it was refused as a whole, and what is known of its end.
  case last(PreparedBatch, FileEnd)
  /// The job passes its turn without a decision.
  case skip(OpenJob, sequence: Int)

  /// The job's position in the order of claims; decisions follow it where order is asked for.
  var sequence: Int {
    switch self {
    case .records(let batch), .last(let batch, _): batch.sequence
    case .skip(_, let sequence): sequence
    }
  }

  /// Records to decide about.
  package var recordCount: Int {
    switch self {
    case .records(let batch), .last(let batch, _): batch.records.count
    case .skip: 0
    }
  }

  /// True when the next job in order may follow.
  var endsJob: Bool {
    switch self {
    case .records: false
    case .last, .skip: true
    }
  }
}

/// Some records of one file, ready to be decided, in the order of the file.
package struct PreparedBatch: Sendable {
  /// The job as it stands before them.
  package var job: OpenJob
  package var sequence: Int
  package var records: [PreparedRecord]
  /// How far the file has been read with them; what is decided is counted on top.
  package var progress: Progress
  package var isContainer: Bool
  /// `sha256:…` of the file.
  package var digest: String
}

/// What reading a file to its end has shown.
package struct FileEnd: Sendable {
  /// Why the file, or its last refused record, was refused.
  package var refusal: Refusal?
  package var format = ""
  package var notes: [String] = []
  /// In the order of the claim; empty for one that was not there.
  package var sidecarDigests: [String] = []
  /// When it was reached, in milliseconds since 1970.
  package var time: Int64
}
