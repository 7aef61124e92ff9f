internal import Storage

/// One file as it stood in the inbox when it was looked at.
package struct SeenFile: Hashable, Sendable {
  /// Path below the inbox, raw bytes.
  package var path: [UInt8]
  package var inode: UInt64
  /// Bytes.
  package var size: UInt64
  /// Nanoseconds since 1970.
  package var modified: Int64

  package init(path: [UInt8], inode: UInt64, size: UInt64, modified: Int64) {
    self.path = path
    self.inode = inode
    self.size = size
    self.modified = modified
  }
}

extension SeenFile {
  init(_ path: [UInt8], _ status: FileStatus) {
    self.init(
      path: path, inode: status.identity.inode, size: status.size, modified: status.modified)
  }
}
