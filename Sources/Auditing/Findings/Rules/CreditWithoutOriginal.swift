import Columns
import Model

/// A credit note names the document that it corrects.
///
/// Where none of them does, the files do not tell, and nothing is said.
struct CreditWithoutOriginal: FindingRule {
  let name = "credit-without-original"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let link = records.kind.original else { return }
    let originals = records.reader.records(link)
    guard originals.contains(where: { $0 >= 0 }) else { return }
    for row in records.rows where originals[Int(row)] < 0 {
      report.add(row, expected: link, found: "", "it does not say which \(link) it corrects")
    }
  }
}
