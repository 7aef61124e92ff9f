package import Model
package import Storage

/// One file as it stood in the inbox when it was looked at.
package struct SeenFile: Hashable, Sendable {
  /// Path below the inbox, raw bytes.
  package var path: [UInt8]
  package var inode: UInt64
  /// Bytes.
  package var size: UInt64
  /// Nanoseconds since 1970.
  package var modified: Int64

  package init(path: [UInt8], inode: UInt64, size: UInt64, modified: Int64) {
    self.path = path
    self.inode = inode
    self.size = size
    self.modified = modified
  }
}

/// What is to become of one file, or of a page with its sidecars: an entry of the journal's CLAIMING
/// record. Nothing has been moved yet when a claim is made.
package struct Claim: Hashable, Sendable {
  /// A ULID.
  package var jobID: String
  package var file: SeenFile
  /// Files that describe this one; claimed with it.
  package var sidecars: [SeenFile]
  /// When set, the file goes to quarantine and not to a job.
  package var refusal: Refusal?

  package init(
    jobID: String, file: SeenFile, sidecars: [SeenFile] = [], refusal: Refusal? = nil
  ) {
    self.jobID = jobID
    self.file = file
    self.sidecars = sidecars
    self.refusal = refusal
  }

  /// The scraper's name: the folder below the inbox, if any.
  package var source: String? { Spool.source(of: file.path) }
}

/// What became of a claim.
package struct ClaimResult: Sendable {
  /// Where the file is now.
  package enum Fate: Hashable, Sendable {
    /// In `claimed/`, durable; so are the sidecars that were still there, as indices into
    /// `claim.sidecars`.
    case claimed(sidecars: [Int])
    /// In `quarantine/`, durable, beside its reason.
    case quarantined(Refusal)
    /// Nowhere: it was taken away before winnow could take it.
    case gone
    /// Still in the inbox, and to be looked at again when it changes or after a while.
    case left(Refusal)
  }

  package var claim: Claim
  package var fate: Fate
}

/// What the next look at the drop folder found to claim.
package struct ClaimBatch: Sendable {
  package var claims: [Claim]
  /// When something more is due that no event will tell of, in nanoseconds since 1970.
  package var nextLook: Int64
  /// Whether more is known to wait now.
  package var hasMore: Bool
}

extension Spool {
  /// Where a job's file lies while the job runs.
  package func claimedPath(_ jobID: String) -> FilePath {
    claimed.appending(name: Array(jobID.utf8))
  }

  /// Where a job's sidecar lies, `index` its place in the claim.
  package func claimedPath(_ jobID: String, sidecar index: Int) -> FilePath {
    claimed.appending(name: Array("\(jobID).sidecar-\(index)".utf8))
  }

  /// Where a file that was set aside lies.
  package func quarantinePath(_ jobID: String) -> FilePath {
    quarantine.appending(name: Array(jobID.utf8))
  }

  /// Where the reason for it stands.
  package func reasonPath(_ jobID: String) -> FilePath {
    quarantine.appending(name: Array("\(jobID).reason.json".utf8))
  }

  /// The place in the inbox that a path of raw bytes means.
  package func inboxPath(_ path: [UInt8]) -> FilePath { inbox.appending(name: path) }
}
