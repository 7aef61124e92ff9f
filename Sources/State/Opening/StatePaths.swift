package import Storage

/// Where state and spool lie.
package struct StatePaths: Sendable, Hashable {
  package var state: FilePath
  package var spool: FilePath

  package init(state: FilePath, spool: FilePath) {
    self.state = state
    self.spool = spool
  }

  /// A state directory of one user: the spool lies below it.
  package init(state: FilePath) {
    self.init(state: state, spool: state.appending("spool"))
  }

  /// The journal's segments and checkpoints.
  package var journal: FilePath { state.appending("journal") }
  /// What outlives the journal's segments.
  package var history: FilePath { state.appending("history") }
  /// The figures of the sources by day; made again from the ledger where it is missing.
  package var sourceHealth: FilePath { state.appending("source-health") }
  /// How far interrupted reruns have come.
  package var rerun: FilePath { state.appending("rerun") }
  /// Which node of a cluster the state is; not there on a single machine.
  package var node: FilePath { state.appending("node") }
  /// Held by whoever may change the state.
  package var stateLock: FilePath { state.appending("lock") }
  /// Held by whoever may take files from the spool.
  package var spoolLock: FilePath { spool.appending("lock") }
  /// Where scrapers drop files.
  package var inbox: FilePath { spool.appending("inbox") }
  /// Files in work, by job id.
  package var claimed: FilePath { spool.appending("claimed") }
  /// Originals, by digest.
  package var archive: FilePath { spool.appending("archive") }
  /// Files set aside for a person, by job id.
  package var quarantine: FilePath { spool.appending("quarantine") }
}
