internal import Model
internal import Storage

/// Says what speaks against taking a file, if anything.
struct FileExaminer: Sendable {
  let files: any FileSystem
  /// Larger files are set aside, in bytes.
  let sizeLimit: UInt64

  /// Of a file in the inbox; opens it to see whether it can be read.
  func refusal(
    of status: FileStatus, inInbox inbox: FilePath, _ path: [UInt8]
  ) throws(StorageError) -> Refusal? {
    // A folder or something unknown by now is for the rename to find out.
    if status.kind != .folder, status.kind != .unknown, let refusal = kindRefusal(status.kind) {
      return refusal
    }
    if let refusal = sizeRefusal(status) { return refusal }
    do {
      _ = try files.open(FilePath(bytes: path), below: inbox)
    } catch {
      switch error.errno {
      case .permissionDenied, .notPermitted: return .unreadable
      // Gone or exchanged since: the rename will tell.
      case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels, .invalidArgument:
        return nil
      default: throw error
      }
    }
    return nil
  }

  /// Of a file that was moved out of the inbox; has the device begin to write what it holds.
  func refusal(
    of status: FileStatus, at path: FilePath
  ) throws(StorageError) -> Refusal? {
    if let refusal = kindRefusal(status.kind) ?? sizeRefusal(status) { return refusal }
    do {
      try files.open(path, .read).startWriteback()
      return nil
    } catch  where error.errno == .permissionDenied || error.errno == .notPermitted {
      return .unreadable
    }
  }

  private func kindRefusal(_ kind: FileKind) -> Refusal? {
    switch kind {
    case .regular: nil
    case .symbolicLink: .symbolicLink
    case .fifo: .special("pipe (FIFO)")
    case .socket: .special("socket")
    case .folder: .special("folder")
    case .device, .unknown: .special("device")
    }
  }

  private func sizeRefusal(_ status: FileStatus) -> Refusal? {
    if status.linkCount > 1 { return .hardLink }
    return status.size > sizeLimit ? .oversized(status.size, limit: sizeLimit) : nil
  }
}
