import Pipeline
import Testing

@testable import Configuration

/// A machine's part of a cluster: none by default, and nothing half.
struct ClusterSettingsTests {
  private func problems(_ yaml: String) -> [String] {
    var problems: [String] = []
    _ = Settings(usableOf: yaml, path: "w.yaml", environment: [:], problems: &problems)
    return problems
  }

  @Test func withoutADatabaseAMachineWorksAlone() throws {
    #expect(!Settings().cluster.isSet)
    #expect(problems("cluster:\n  database: none\n") == [])
    #expect(problems("cluster:\n  database:\n  node: ants\n") == [])
  }

  @Test func aNodeHasANameAndRoles() throws {
    let yaml =
      "cluster:\n  database: host=pg dbname=winnow\n  node: ant-1\n  roles: archive,intake\n"
    let settings = try Settings(yaml: yaml, path: "w.yaml", environment: [:])
    #expect(settings.cluster.isSet && settings.cluster.roles == [.intake, .archive])
    #expect(settings.intakeSettings.takesFiles)
    let archive = try Settings(
      yaml: yaml.replacing(",intake", with: ""), path: "w.yaml", environment: [:])
    #expect(!archive.intakeSettings.takesFiles)
    #expect(
      problems("cluster:\n  database: host=pg\n").first?.contains("cluster.node is not") == true)
  }

  @Test(arguments: [
    "  node: Ant\n", "  node: 1st\n", "  node: a b\n", "  roles: decider\n",
    "  roles: intake, intake\n",
    "  lease: 1s\n", "  database: pg1\n", "  database: host=pg password=secret\n",
  ])
  func whatDoesNotFitIsRefused(key: String) {
    let found = problems("cluster:\n" + key)
    #expect(found.count == 1)
    #expect(found.first?.contains("must be") == true)
  }

  /// A password would stand in the file, in the output of --check, and in the list of processes.
  @Test func aPasswordIsRefusedWithItsRightLocation() {
    #expect(problems("cluster:\n  database: host=pg password=x\n")[0].contains("passfile="))
  }
}
