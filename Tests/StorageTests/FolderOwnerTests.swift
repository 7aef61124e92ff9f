import Glibc
import Storage
import Testing

@Suite("what root makes belongs to the owner of its folder")
struct FolderOwnerTests {
  @Test("files, folders and locks, by path and by a held folder", .enabled(if: geteuid() == 0))
  func takesOwner() throws {
    let ground = try Ground.machine()
    defer { ground.clean() }
    let files = POSIXFileSystem()
    _ = unsafe ground.folder.withPlatformString { unsafe chown($0, 12_345, 12_346) }
    _ = try files.open(ground.folder.appending("file"), .create)
    try files.makeFolders(ground.folder.appending("folder/inner"))
    _ = try files.lock(ground.folder.appending("lock"), holder: "test")
    let held = try files.openFolder(ground.folder)
    _ = try held.open(Array("held".utf8), .create)
    _ = try held.makeFolders(Array("heldFolder/inner".utf8), permissions: 0o750)
    for name in ["file", "folder", "folder/inner", "lock", "held", "heldFolder/inner"] {
      let status = try files.status(of: ground.folder.appending(name))
      #expect(status.owner == 12_345 && status.group == 12_346, "\(name)")
    }
  }
}
