package import Storage

extension Spool {
  /// Where a job's file lies while the job runs.
  package func claimedPath(_ jobID: String) -> FilePath {
    claimed.appending(name: Array(jobID.utf8))
  }

  /// Where a job's sidecar lies, `index` its place in the claim.
  package func claimedPath(_ jobID: String, sidecar index: Int) -> FilePath {
    assert(index >= 0)
    return claimed.appending(name: Array("\(jobID).sidecar-\(index)".utf8))
  }

  /// Where a file that was set aside lies.
  package func quarantinePath(_ jobID: String) -> FilePath {
    quarantine.appending(name: Array(jobID.utf8))
  }

  /// Where the reason for it stands.
  package func reasonPath(_ jobID: String) -> FilePath {
    quarantine.appending(name: Array("\(jobID).reason.json".utf8))
  }

  /// Where it stands that a person has decided to keep the file, and when.
  package func keptPath(_ job: String) -> FilePath {
    quarantine.appending(name: Array("\(job).kept".utf8))
  }

  /// Where it stands that a person has discarded the file, and when.
  package func discardedPath(_ job: String) -> FilePath {
    quarantine.appending(name: Array("\(job).discarded".utf8))
  }

  /// Where it stands that a person has handed the file back to the inbox, and when.
  package func retriedPath(_ job: String) -> FilePath {
    quarantine.appending(name: Array("\(job).retried".utf8))
  }

  /// The place in the inbox that a path of raw bytes means.
  package func inboxPath(_ path: [UInt8]) -> FilePath { inbox.appending(name: path) }
}
