import DiskSupport
import Storage
import Testing

/// The trials in their short form; `StoreTrials` has the long one.
@Suite("Books on disks that fail")
struct TrialTests {
  @Test("lives of books with crashes, losses of power and errors")
  func histories() {
    let result = StoreTrial.histories(0..<1_500)
    #expect(result.bad == 0, "\(result.first ?? "")")
  }

  @Test("every folder that a loss of power may leave")
  func crashStates() {
    let result = StoreTrial.crashStates()
    #expect(result.bad == 0, "\(result.first ?? "")")
    #expect(result.tried >= 2_000)
  }

  @Test("every error at every call, once and from then on")
  func errors() {
    let result = StoreTrial.errors([5, 28]) { SimulatedDisk() }
    #expect(result.bad == 0, "\(result.first ?? "")")
    #expect(result.tried >= 300)
  }

  @Test("damaged books read for what is left")
  func salvage() throws {
    let result = try StoreTrial.salvage(0..<5)
    #expect(result.bad == 0, "\(result.first ?? "")")
  }

  @Test("mistakes planted between the store and its disk are noticed")
  func planted() {
    let often: [PlantedMistake] = [
      .savesWithoutSync, .snapshotWithoutSync, .newJournalWithoutSync, .noFolderSyncAfterRename,
      .oldFilesRemovedFirst, .syncErrorsIgnored,
    ]
    for mistake in often {
      #expect(StoreTrial.histories(0..<200, mistake: mistake).bad > 0, "\(mistake)")
    }
    #expect(StoreTrial.crashStates(mistake: .savesWithoutSync).bad > 0)
  }
}
