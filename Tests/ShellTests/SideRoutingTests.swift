import Foundation
import TestSupport
import Testing

/// Files that mix both sides: each row goes to the side of what it names.
struct SideRoutingTests {
  /// A folder of files that both sides share, opened and asked.
  private static func run(_ files: [String: String], _ questions: [String]) throws -> ProgramRun {
    let folder = try TemporaryFolder()
    let shared = [
      "invoices.csv": "number,kind,party_id,date,total\n1,AR,C1,2026-01-02,5\n"
        + "2,AP,V1,2026-01-02,6\n3,AR,C1,2026-01-02,7\n3,AP,V1,2026-01-02,8\n",
      "customers.csv": "id,name\nC1,Acme\nC2,Both\n", "vendors.csv": "id,name\nV1,Steel\nV2,Both\n",
    ]
    for (name, text) in shared.merging(files, uniquingKeysWith: { $1 }) {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
    return try ProgramRun(
      [folder.path, "--today", "2026-05-01", "-o", "csv"] + questions.flatMap { ["-c", $0] })
  }

  @Test func linesFollowTheNumberThatTheyName() throws {
    let run = try SideRoutingTests.run(
      ["invoice_lines.csv": "invoice_number,sku\n1,A\n2,B\n3,C\n9,D\n,E\n"],
      ["invoice_lines show document, item", "bill_lines show document, item"])
    #expect(
      run.output.split(whereSeparator: \.isNewline)
        == ["document,item", "1,A", "document,item", "2,B"])
    #expect(run.errors.contains("document '3' more than one has that number: invoice, bill"))
    #expect(
      run.errors.contains("document '9' there is no invoice or bill or credit of that number"))
    #expect(run.errors.contains("names no invoice or bill or credit"))
  }

  @Test func paymentsFollowTheirParty() throws {
    let run = try SideRoutingTests.run(
      [
        "payments.csv": "id,date,party_id,amount\nP1,2026-02-01,C1,12\nP2,2026-02-01,V1,8\n"
          + "P3,2026-02-01,both,3\nP4,2026-02-01,X,4\n",
        "allocations.csv": "payment_id,invoice_number,amount\nP1,3,7\nP2,3,8\nP1,1,5\nP1,2,1\n",
      ],
      [
        "invoices show number, owed", "bills show number, owed",
        "bill_payments show number, vendor",
      ])
    #expect(
      run.output.split(whereSeparator: \.isNewline) == [
        "number,owed", "1,0.00", "3,0.00", "number,owed", "2,6.00", "3,0.00", "number,vendor",
        "P2,Steel",
      ])
    #expect(run.errors.contains("customer 'both' more than one has that number: customer, vendor"))
    #expect(run.errors.contains("customer 'X' there is no customer or vendor of that number"))
    #expect(run.errors.contains("payment 'P1' what the row names belongs to different sides"))
  }

  @Test func filesForEachSideAreTakenAtTheirWord() throws {
    let run = try SideRoutingTests.run(
      ["invoice_lines.csv": "invoice,sku\n2,A\n1,B\n3,C\n", "bill_lines.csv": "bill,sku\n3,D\n"],
      ["invoice_lines count", "bill_lines count"])
    #expect(
      run.output.split(whereSeparator: \.isNewline) == ["count", "2", "count", "1"])
    #expect(run.errors.contains("document '2' there is no invoice with that number"))
  }
}
