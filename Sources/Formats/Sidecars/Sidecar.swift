/// A small file that describes a page: `x.html.json`, `x.json`, `x.meta`, `x.headers`.
package struct Sidecar: Sendable {
  package var name: [UInt8]
  package var bytes: [UInt8]

  package init(name: [UInt8], bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
