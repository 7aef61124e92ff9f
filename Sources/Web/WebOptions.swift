package import Sockets

/// How pages are served.
package struct WebOptions: Sendable {
  /// Where to listen.
  package var address: LoopbackAddress
  /// True where files may be handed back, kept and discarded from a page.
  package var allowsChanges = false
  /// A token that lasts; nil for one that works once.
  package var token: String?

  package init(address: LoopbackAddress) { self.address = address }
}
