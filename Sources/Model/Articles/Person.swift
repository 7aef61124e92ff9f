/// Somebody who wrote the article.
package struct Person: Sendable, Hashable {
  package var name: String
  package var url: String?

  package init(name: String, url: String? = nil) {
    self.name = name
    self.url = url
  }
}
