package import Model
internal import Storage

/// Two parts of a state that do not fit together, and the one command that is right for it.
package enum StateMismatch: Sendable, Hashable {
  /// There is no journal, though ledger, index or history hold what one decided.
  case journalGone
  /// The journal ends at record `last`, the other parts have come to `reached`.
  case journalOlder(last: UInt64, reached: UInt64)
  case journalForeign
  case ledgerGone
  case ledgerOlder(applied: UInt64, required: UInt64)
  case ledgerForeign
  case indexOlder(applied: UInt64, required: UInt64)
  case indexForeign
  /// The index is ahead of all other parts.
  case indexNewer(applied: UInt64, last: UInt64)
  /// Entries that history holds and should hold up to the checkpoint.
  case historyLacks(held: UInt64, expected: UInt64)
  /// A segment of history that does not read back, or not to its end.
  case historyDamaged(LSN)
  case historyForeign

  /// What brings the state in order.
  package enum Remedy: String, Sendable, Hashable {
    case salvage = "winnow journal salvage"
    case rebuild = "winnow rebuild"
  }

  package var remedy: Remedy {
    switch self {
    case .journalGone, .journalOlder, .journalForeign: .salvage
    case .ledgerGone, .ledgerOlder, .ledgerForeign, .indexOlder, .indexForeign, .indexNewer,
      .historyLacks,
      .historyDamaged, .historyForeign:
      .rebuild
    }
  }

  /// Short and stable, for programs; the rows of `docs/RECOVERY.md`.
  package var kind: String {
    switch self {
    case .journalGone: "journal-gone"
    case .journalOlder: "journal-older"
    case .journalForeign: "journal-foreign"
    case .ledgerGone: "ledger-gone"
    case .ledgerOlder: "ledger-older"
    case .ledgerForeign: "ledger-foreign"
    case .indexOlder: "index-older"
    case .indexForeign: "index-foreign"
    case .indexNewer: "index-newer"
    case .historyLacks: "history-lacks"
    case .historyDamaged: "history-damaged"
    case .historyForeign: "history-foreign"
    }
  }

  /// What is wrong, with what, and what to do next. Begins with a capital, ends without a stop.
  package func sentence(_ paths: StatePaths) -> String {
    "\(what(paths)). Nothing was changed. Run: \(remedy.rawValue)"
  }

  private func what(_ paths: StatePaths) -> String {
    let journal = paths.journal.printable
    let history = paths.history.printable
    return switch self {
    case .journalGone:
      "The journal in \(journal) is gone, and ledger, index or history hold what it decided"
    case .journalOlder(let last, let reached):
      "The journal in \(journal) ends at record \(last), and ledger, index or history have come to"
        + " record \(reached): it is an older copy, or its newest part is gone"
    case .journalForeign:
      "The journal in \(journal) belongs to another state than ledger, index and history"
    case .ledgerGone:
      "The ledger in \(paths.state.printable) is gone, and the journal's checkpoint counts on it"
    case .ledgerOlder(let applied, let required):
      "The ledger in \(paths.state.printable) lacks what the journal decided before its checkpoint"
        + " (it is at record \(applied), the checkpoint needs \(required))"
    case .ledgerForeign:
      "The ledger in \(paths.state.printable) belongs to another state than the journal"
    case .indexOlder(let applied, let required):
      "The index lacks what the journal decided before its checkpoint (it is at record \(applied),"
        + " the checkpoint needs \(required))"
    case .indexForeign: "The index belongs to another state than the journal"
    case .indexNewer(let applied, let last):
      "The index has come to record \(applied), and the journal, the ledger and history end at"
        + " record \(last)"
    case .historyLacks(let held, let expected):
      "The history in \(history) holds \(held) entries of \(expected) that the journal handed to it"
    case .historyDamaged(let lsn):
      "The history in \(history) has a segment, that of checkpoint \(lsn), which does not read back to"
        + " its end"
    case .historyForeign:
      "The history in \(history) holds entries of another state"
    }
  }

  /// The failure that a start ends with.
  package func failure(_ paths: StatePaths) -> PipelineFailure {
    PipelineFailure(.damaged, sentence(paths))
  }
}
