internal import Glibc
internal import WebServer

/// Who may have the daemon change something: root, the user that it runs as, and the members of one
/// configured group. Reading is for everybody who can open the socket.
struct ChangeRight: Sendable {
  /// The setting `control.group`; nil for nobody else.
  let group: String?

  /// True for a caller who may.
  func includes(_ peer: PeerCredentials?) -> Bool {
    guard let peer else { return false }
    if peer.userID == 0 || peer.userID == geteuid() { return true }
    guard let group, let id = Self.groupID(group) else { return false }
    return peer.groupIDs.contains(id)
  }

  /// The number of a group; nil where there is none of that name.
  static func groupID(_ name: String) -> UInt32? {
    var entry = unsafe Glibc.group()
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    var found: UnsafeMutablePointer<Glibc.group>?
    let code = unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &found)
    guard code == 0, unsafe found != nil else { return nil }
    return unsafe entry.gr_gid
  }
}
