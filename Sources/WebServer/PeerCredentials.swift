internal import Glibc

/// Who connected to a Unix socket, as the kernel says it: unlike a mode of the socket's file it cannot be
/// passed on, and it names the user.
package struct PeerCredentials: Hashable, Sendable {
  package var userID: UInt32
  /// The group of the process and all further groups of the user.
  package var groupIDs: Set<UInt32>

  package init(userID: UInt32, groupIDs: Set<UInt32>) {
    self.userID = userID
    self.groupIDs = groupIDs
  }

  /// Those of the process that connected (SO_PEERCRED, SO_PEERGROUPS of unix(7)); nil where the kernel
  /// does not say.
  init?(of descriptor: Int32) {
    // struct ucred: process, user, group; the headers that Swift reads do not have it.
    var credentials = [UInt32](repeating: .max, count: 3)
    var length = socklen_t(credentials.count * MemoryLayout<UInt32>.stride)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else {
      return nil
    }
    userID = credentials[1]
    groupIDs = [credentials[2]]
    // As many as the kernel allows a process to have would be 65,536; whose groups do not fit has none.
    var groups = [gid_t](repeating: 0, count: 1_024)
    var size = socklen_t(groups.count * MemoryLayout<gid_t>.stride)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, Self.peerGroups, &groups, &size) == 0 else {
      return
    }
    groupIDs.formUnion(groups.prefix(Int(size) / MemoryLayout<gid_t>.stride))
  }

  /// SO_PEERGROUPS of Linux; the headers that Swift reads do not have it.
  private static let peerGroups: Int32 = 59
}
