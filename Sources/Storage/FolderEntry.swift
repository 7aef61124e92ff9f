/// One entry of a folder, as listed.
package struct FolderEntry: Hashable, Sendable {
  /// The raw bytes of the name, 1 to 255, without `/`.
  package var name: [UInt8]
  package var kind: FileKind

  package init(name: [UInt8], kind: FileKind) {
    self.name = name
    self.kind = kind
  }
}
