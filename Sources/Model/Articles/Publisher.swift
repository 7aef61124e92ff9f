/// Who published the article.
package struct Publisher: Sendable, Hashable {
  package var name: String?
  /// Registered host without `www.`, for example `example.org`.
  package var domain: String?

  package init(name: String? = nil, domain: String? = nil) {
    self.name = name
    self.domain = domain
  }
}
