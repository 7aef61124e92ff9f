internal import NearDuplicates
package import Model
package import State

/// A state that has been brought up to what its journal says.
package struct RecoveredState: ~Copyable {
  package let state: StateDirectory
  let copies: CopyIndex
  package let lastNumber: DecisionNumber
  /// Jobs to go on with, in the order of their claims.
  package let open: [OpenJob]
  /// Jobs that were in work when the last process died: they run alone.
  package let suspects: [OpenJob]
  /// Decided articles whose originals no longer yield them: their ids, each with the reason. The
  /// ledger lacks them until the originals are put back and `winnow rebuild` has run.
  package let missing: [(id: String, why: String)]
}
