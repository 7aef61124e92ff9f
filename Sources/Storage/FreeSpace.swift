/// Free space on a file system, in bytes.
package struct FreeSpace: Hashable, Sendable {
  package var free: UInt64
  package var total: UInt64

  package init(free: UInt64, total: UInt64) {
    self.free = free
    self.total = total
  }
}
