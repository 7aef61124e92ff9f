internal import JSONTree
internal import Ledger
internal import Model

/// Lines of the change feed, and where to go on.
package struct ChangeLines: Sendable {
  /// One JSON object a line.
  package var bytes: [UInt8]
  package var count: Int
  /// The number up to which the feed was looked at; what is asked for next begins behind it.
  package var through: UInt64
  /// The number of the feed's last entry.
  package var last: UInt64

  /// True when there is more behind `through`.
  package var hasMore: Bool { through < last }
}

extension Catalogue {
  /// Some lines of the change feed; fewer than asked for where they are large, few fit, or the feed
  /// ends.
  ///
  /// Throws `FeedEnded` where the feed has never come as far as `request.after`.
  package func changeLines(_ request: ChangeRequest) throws -> ChangeLines {
    // Asked first: what comes meanwhile is behind it, and asked for next.
    let last = try ledger.lastChange()
    guard request.after <= last else { throw FeedEnded(after: request.after, last: last) }
    let page = try ledger.changedArticles(
      after: request.after, request.filter, limit: request.limit)
    var writer = JSONWriter()
    let fields = request.fields ?? .all
    for entry in page.entries {
      ChangeLine(
        change: entry.change, id: entry.row?.id ?? entry.removal?.id, arrival: entry.row?.arrival,
        document: try entry.row.map { try document(for: $0) }
      ).write(fields, to: &writer)
    }
    return ChangeLines(
      bytes: writer.take(), count: page.entries.count, through: page.through,
      last: max(last, page.through))
  }
}
