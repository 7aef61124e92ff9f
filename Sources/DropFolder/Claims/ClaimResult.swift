package import Model

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
