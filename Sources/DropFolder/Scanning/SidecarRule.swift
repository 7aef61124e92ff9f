/// Which files describe which pages, by their names alone.
package struct SidecarRule: Sendable {
  /// Names of the sidecars that a page of this name may have.
  package var sidecarNames: @Sendable (_ page: [UInt8]) -> [[UInt8]]
  /// Names of the pages that a file of this name may describe.
  package var pageNames: @Sendable (_ sidecar: [UInt8]) -> [[UInt8]]

  package init(
    sidecarNames: @escaping @Sendable ([UInt8]) -> [[UInt8]],
    pageNames: @escaping @Sendable ([UInt8]) -> [[UInt8]]
  ) {
    self.sidecarNames = sidecarNames
    self.pageNames = pageNames
  }

  /// Every file is a unit of its own.
  package static let none = SidecarRule(sidecarNames: { _ in [] }, pageNames: { _ in [] })
}
