package import Model

/// What every page knows beside what it shows.
package struct PageContext: Sendable {
  /// `http://127.0.0.1:8620`, for links that leave the browser: feeds.
  package var origin: String
  /// The time now.
  package var now: Timestamp
  /// Permits one form's action; nil where nothing may be changed.
  package var changeToken: String?
  /// Files in quarantine that nobody has decided about; shown beside the way there.
  package var attention: Int

  /// Lets a feed reader in; nil where none can be.
  package var feedToken: String?

  package init(
    origin: String, now: Timestamp, changeToken: String? = nil, attention: Int = 0,
    feedToken: String? = nil
  ) {
    self.feedToken = feedToken
    self.origin = origin
    self.now = now
    self.changeToken = changeToken
    self.attention = attention
  }

  /// The address of a feed, with what lets a feed reader in.
  func feed(_ path: String) -> String {
    guard let feedToken else { return path }
    return path + (path.contains("?") ? "&" : "?") + "key=\(feedToken)"
  }
}
