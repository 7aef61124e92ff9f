/// What the next look at the drop folder found to claim.
package struct ClaimBatch: Sendable {
  package var claims: [Claim]
  /// When something more is due that no event will tell of, in nanoseconds since 1970.
  package var nextLook: Int64
  /// Whether more is known to wait now.
  package var hasMore: Bool
}
