internal import Bytes
package import Model

/// Where an answer ended: the place to go on from.
///
/// It names the newest article that there was when the first page was made, so that what arrives
/// meanwhile moves nothing, and the query, so that it is used with no other.
package struct SearchCursor: Sendable, Equatable {
  /// Articles behind this one are not looked at.
  package var newest: DecisionNumber
  /// Hits that were given before.
  package var offset: Int
  private var query: UInt32

  init(newest: DecisionNumber, offset: Int, of request: SearchRequest) {
    self.newest = newest
    self.offset = offset
    query = Self.mark(request)
  }

  /// Nil for a text that is no cursor.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let newest = UInt64(parts[0]), let offset = Int(parts[1]), offset >= 0,
      let query = UInt32(parts[2], radix: 16)
    else { return nil }
    self.newest = DecisionNumber(newest)
    self.offset = offset
    self.query = query
  }

  /// True when it came with an answer to the same query, in the same order.
  func belongs(to request: SearchRequest) -> Bool { query == Self.mark(request) }

  /// As it is given and taken.
  package var text: String { "\(newest.rawValue)-\(offset)-\(String(query, radix: 16))" }

  private static func mark(_ request: SearchRequest) -> UInt32 {
    let text = "\(request.query.normalized) \(request.order) \(request.includesCopies)"
    let hash = FNV1a.hash64(text.utf8)
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
