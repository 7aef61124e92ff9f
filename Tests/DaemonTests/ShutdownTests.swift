import Testing

@testable import Daemon

@Suite struct ShutdownTests {
  @Test("whoever waits goes on at the request, and whoever comes later does not wait")
  func waiting() async throws {
    let shutdown = Shutdown()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { try await shutdown.wait() } }
      group.addTask { shutdown.request() }
      try await group.waitForAll()
    }
    #expect(shutdown.isRequested)
    try await shutdown.wait()
  }

  @Test("a task that is cancelled stops waiting with an error")
  func cancelled() async {
    let shutdown = Shutdown()
    let task = Task { try await shutdown.wait() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(!shutdown.isRequested)
  }

  @Test("a handler is called once, also when it is registered after the request")
  func handlers() async {
    await confirmation(expectedCount: 2) { called in
      let shutdown = Shutdown()
      shutdown.onRequest { called() }
      shutdown.request()
      shutdown.request()
      shutdown.onRequest { called() }
    }
  }
}
