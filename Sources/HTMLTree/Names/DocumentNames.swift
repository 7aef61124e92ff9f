/// The names of one document; a reference, so that a document is cheap to pass along.
final class DocumentNames: Sendable {
  let tags: NameTable
  let attributes: NameTable

  init(tags: NameTable, attributes: NameTable) {
    self.tags = tags
    self.attributes = attributes
  }
}
