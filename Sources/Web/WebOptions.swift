package import Sockets

/// How pages are served.
package struct WebOptions: Sendable {
  /// Where to listen.
  package var address: LoopbackAddress
  /// True where files may be handed back, kept and discarded, and articles taken out, from a page.
  package var allowsChanges = false
  /// The origin that browsers see where a reverse proxy is in front, such as `https://news.example.org`.
  package var publicOrigin: PublicOrigin?
  /// A listening socket that the service manager made, in place of `address`.
  package var inheritedDescriptor: Int32?
  /// A token that lasts; nil for one that works once.
  package var token: String?

  package init(address: LoopbackAddress) { self.address = address }
}
