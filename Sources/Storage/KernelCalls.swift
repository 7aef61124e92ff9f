import Glibc

/// `renameat2` of glibc 2.28, which Glibc's module map hides: its feature macros lack _GNU_SOURCE.
private typealias RenameAt2 =
  @convention(c) (
    CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
  ) -> CInt

private let renameAt2: RenameAt2? = {
  guard let symbol = unsafe dlsym(nil, "renameat2") else { return nil }
  // The type is the one that renameat2(2) documents.
  return unsafe unsafeBitCast(symbol, to: RenameAt2.self)
}()

/// Renames unless the target exists; sets errno as `renameat` does.
func renameKeeping(
  _ fromFolder: CInt, _ from: UnsafePointer<CChar>, _ toFolder: CInt, _ to: UnsafePointer<CChar>
) -> CInt {
  if let call = unsafe renameAt2 {
    let noReplace: CUnsignedInt = 1  // RENAME_NOREPLACE of <linux/fs.h>
    let result = unsafe call(fromFolder, from, toFolder, to, noReplace)
    if result == 0 || (errno != EINVAL && errno != ENOSYS) { return result }
  }
  // A file system without that flag: a second name fails when it is taken, then the first one goes.
  if unsafe linkat(fromFolder, from, toFolder, to, 0) != 0 { return -1 }
  return unsafe unlinkat(fromFolder, from, 0)
}

/// `syscall(2)` with the arguments of `openat2`, which glibc does not wrap: number, folder, path, how,
/// size of how.
private typealias OpenAt2 =
  @convention(c) (Int, Int, UnsafePointer<CChar>, UnsafeRawPointer, Int) -> Int

private let openAt2: OpenAt2? = {
  guard let symbol = unsafe dlsym(nil, "syscall") else { return nil }
  // syscall(2) takes up to six words behind the number, in registers, on every platform of Linux.
  return unsafe unsafeBitCast(symbol, to: OpenAt2.self)
}()

/// Opens a path below a folder with `openat2`, by flags of `open`, following no link and never leaving
/// the folder: one call for any depth. Sets errno as `open` does; ENOSYS where the kernel is older
/// than Linux 5.6.
func openBeneath(_ folder: CInt, _ path: UnsafePointer<CChar>, _ flags: CInt) -> CInt {
  guard let call = unsafe openAt2 else {
    errno = ENOSYS
    return -1
  }
  // struct open_how of <linux/openat2.h>: flags, mode, resolve. RESOLVE_BENEATH is 8,
  // RESOLVE_NO_SYMLINKS 4, RESOLVE_NO_MAGICLINKS 2.
  let how: (UInt64, UInt64, UInt64) = (UInt64(flags), 0, 8 | 4 | 2)
  let number = 437  // SYS_openat2, the same on every architecture.
  return unsafe withUnsafeBytes(of: how) { bytes in
    guard let start = bytes.baseAddress else { return -1 }
    return unsafe CInt(truncatingIfNeeded: call(number, Int(folder), path, start, bytes.count))
  }
}
