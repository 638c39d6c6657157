/// What other programs call our fields: data, in the form of `Heading.key`, the likeliest first.
enum Synonyms {
  /// A field and the headings that mean it.
  typealias Entry = (field: String, headings: String)

  /// The name of the target that is no field: the day on which a document was settled in full.
  static let settled = "settled"

  /// The name of the target that tells what each row is.
  static let kind = "kind"

  /// The headings that mean a field of a collection, the likeliest first.
  static func headings(of collection: String) -> [(field: String, keys: [String])] {
    entries(of: collection).map { ($0.field, $0.headings.split(separator: " ").map(String.init)) }
  }

  /// The collection that a file's name means, given in the form of `Heading.key`.
  static func collection(ofFile key: String) -> String? {
    fileNames.first { $0.names.split(separator: " ").contains(Substring(key)) }?.collection
  }

  private static let fileNames: [(collection: String, names: String)] = [
    ("customers", "clients client debtors debtor buyers"),
    ("vendors", "suppliers supplier creditors creditor sellers"),
    ("invoices", "salesinvoices salesinvoice customerinvoices customerinvoice invoiceheaders"),
    (
      "bills",
      "vendorbills vendorbill purchaseinvoices purchaseinvoice supplierinvoices supplierinvoice"
    ),
    ("credits", "creditnotes creditnote creditmemos creditmemo"),
    ("vendor_credits", "vendorcreditnotes vendorcreditnote suppliercredits suppliercreditnotes"),
    ("payments", "receipts customerpayments customerpayment paymentsreceived"),
    ("bill_payments", "vendorpayments vendorpayment supplierpayments paymentsmade"),
    ("orders", "salesorders salesorder customerorders"),
    ("purchase_orders", "purchases purchaseorderheaders purchaseorderheader"),
    ("invoice_lines", "invoiceitems invoiceitem invoicedetails invoicedetail lineitems"),
    ("bill_lines", "billitems billitem billdetails"),
    ("order_lines", "orderitems orderitem orderdetails orderdetail"),
    ("purchase_order_lines", "purchaseorderdetails purchaseorderdetail purchaseorderitems"),
    ("allocations", "paymentallocations invoicepayments applications"),
    ("receipts", "goodsreceipts goodsreceipt purchasereceipts purchasereceipt grn"),
    ("deliveries", "deliverynotes deliverynote shipments shipment"),
    ("receipt_lines", "goodsreceiptlines purchasereceiptitems receiptitems receiptdetails"),
    ("delivery_lines", "deliverynoteitems deliveryitems shipmentlines shipmentitems"),
    (
      "bank_lines",
      """
      bankstatement bankstatements bank statement banktransactions transactions accountstatement \
      kontoauszug umsaetze
      """
    ),
    ("rates", "fx fxrates exchangerates exchangerate currencyrates currencyrate"),
  ]

  private static func entries(of collection: String) -> [Entry] {
    switch collection {
    case "invoices": invoices + documents
    case "bills": bills + documents
    case "customers": customers + parties
    case "vendors": vendors + parties
    case "credits": buyers + creditNotes
    case "vendor_credits": sellers + creditNotes
    case "payments": buyers + payments
    case "bill_payments": sellers + payments
    case "orders": buyers + orders
    case "purchase_orders": sellers + orders
    case "invoice_lines": invoiceLinks + lines
    case "bill_lines": billLinks + lines
    case "credit_lines", "vendor_credit_lines": creditLinks + lines
    case "order_lines", "purchase_order_lines": orderLinks + lines + goods
    case "allocations": invoiceLinks + allocations
    case "bill_allocations": billLinks + allocations
    case "disputes", "promises": invoiceLinks + claims
    case "bill_disputes": billLinks + claims
    case "notes": buyers + invoiceLinks + claims
    case "receipts": sellers + arrivals
    case "deliveries": buyers + arrivals
    case "receipt_lines", "delivery_lines": arrivalLinks + arrivalLines
    case "rates": rates
    case "bank_lines": bankLines
    default: []
    }
  }

  // MARK: - Parties

  private static let buyers: [Entry] = [
    (
      "customer",
      """
      customerid customernumber customerno customercode customeraccount customername client \
      clientid clientnumber clientname debtor debtornumber buyer partnerid partner billto soldto \
      accountnumber accountid contactname account partyid partyname party customerfullname \
      invoicepartnerdisplayname invoicepartner partnername billingname kontobezeichnung kunde \
      kundennummer kundennr kundenname \
      debitor debitorennummer klant klantnaam nomclient nomduclient cliente nombrecliente name
      """
    )
  ]
  private static let sellers: [Entry] = [
    (
      "vendor",
      """
      vendorid vendorno vendorcode vendoraccount vendorname supplier supplierid suppliernumber \
      supplierno suppliercode suppliername creditor creditornumber seller payee partnerid partner \
      contactname partyid partyname party vendorfullname invoicepartnerdisplayname invoicepartner \
      partnername lieferant lieferantennummer lieferantenname kreditor kreditorennummer \
      leverancier fournisseur nomfournisseur proveedor fornitore name
      """
    )
  ]
  private static let customers: [Entry] = [
    (
      "number",
      """
      customerid customernumber customerno customercode clientid clientnumber debtornumber \
      accountnumber accountid code
      """
    ),
    ("name", "customername customer clientname client companyname company displayname"),
  ]
  private static let vendors: [Entry] = [
    (
      "number",
      """
      vendorid vendornumber vendorno vendorcode supplierid suppliernumber supplierno suppliercode \
      creditornumber accountnumber accountid code
      """
    ),
    ("name", "vendorname vendor suppliername supplier companyname company displayname"),
  ]
  private static let parties: [Entry] = [
    ("contact", "contactname contactperson person attention"),
    ("phone", "telephone phonenumber tel"),
    ("email", "emailaddress mail"),
    ("address", "billingaddress street streetaddress postaladdress"),
    ("country", "countrycode countryname billingcountry"),
    ("currency", "currencycode ccy currencyid"),
    ("terms", "paymentterms creditterms"),
    ("credit_limit", "limit maxcredit"),
    ("tax_id", "vatid vatnumber vatno taxnumber taxregistrationnumber taxid"),
    ("iban", "bankaccount accountiban"),
    ("po_required", "requirespo ponumberrequired"),
    ("tags", "tag labels"),
  ]

  // MARK: - Documents

  private static let invoices: [Entry] =
    [
      (
        "number",
        """
        invoicenumber invoiceno invoicenum invoice# invno invoiceid invoice documentnumber \
        documentno docnumber docno voucherno vouchernumber rechnungsnummer rechnungsnr rechnung \
        belegnummer belegnr n°facture numerofacture numerodefacture facture numerofactura \
        numerodefactura factura factuurnummer factuur num no id name ref refno
        """
      )
    ] + buyers
  private static let bills: [Entry] =
    [
      (
        "number",
        """
        billnumber invoicenumber billno billid bill invoiceno invoicenum invoice# invno invoiceid \
        documentnumber documentno docnumber docno voucherno vouchernumber rechnungsnummer \
        rechnungsnr rechnung belegnummer belegnr n°facture numerofacture numerodefacture facture \
        numerofactura numerodefactura factura factuurnummer factuur num no id name ref refno
        """
      ),
      (
        "vendor_number",
        """
        vendornumber vendorinvoicenumber vendorinvoice supplierinvoicenumber supplierinvoiceno \
        supplierinvoice vendorreference supplierreference extnumber externalnumber
        """
      ),
    ] + sellers
  private static let documents: [Entry] = [
    (
      "date",
      """
      invoicedate billdate invoice/billdate issuedate dateissued issuedon documentdate docdate \
      postingdate transactiondate rechnungsdatum belegdatum datefacture datedefacture \
      datefacturation fechafactura fechadefactura factuurdatum datum fecha created createdat
      """
    ),
    (
      "due",
      """
      duedate datedue dueon invoicedatedue paymentduedate paymentdue payby duebydate netduedate \
      falligkeitsdatum faelligkeitsdatum falligkeit faelligkeit falligam faelligam \
      fallig zahlbarbis dateecheance \
      datedecheance echeance fechavencimiento fechadevencimiento vencimiento vervaldatum
      """
    ),
    ("terms", "paymentterms paymentterm creditterms"),
    (
      "currency",
      """
      currencycode ccy currencyid documentcurrency documentcurrencycode invoicecurrency wahrung \
      waehrung devise moneda valuta localcurrency
      """
    ),
    (
      "net",
      """
      nettotal netamount subtotal totalnet amountuntaxed totalexcludingtax totalexcltax \
      amountexcltax taxexclusiveamount amountwithouttax untaxedamount untaxedamountsigned \
      totalexclvat total(exclvat) total(excltax) totalexvat amountexclvat amount(exclvat) \
      nettobetrag nettosumme netto montantht totalht baseimponible
      """
    ),
    ("discount", "discountamount discounttotal totaldiscount"),
    ("charges", freight),
    (
      "tax",
      """
      taxtotal totaltax taxamount amounttax taxsigned vat vatamount vattotal gst gstamount \
      salestax totaltaxesandcharges mwst mwstbetrag ust umsatzsteuer steuerbetrag tva montanttva \
      iva btw
      """
    ),
    (
      "total",
      """
      invoiceamount invoicetotal billamount billtotal totalamount amounttotal grandtotal gross \
      grossamount grosstotal totalincludingtax totalincltax taxinclusiveamount amountwithtax \
      totalincurrencysigned totalincurrency totalsigned amountindoccurr amountindocumentcurrency \
      amountinlocalcurrency \
      totalinclvat total(inclvat) total(incltax) totalincvat amountinclvat amount(inclvat) \
      bruttobetrag bruttosumme brutto gesamtbetrag rechnungsbetrag montantttc totalttc \
      importetotal totaalbedrag amount betrag montant importe
      """
    ),
    ("po", "ponumber pono purchaseorder purchaseordernumber customerpo ordernumber orderno order"),
    ("reference", "ref yourreference customerreference buyerreference paymentreference"),
    ("address", "billingaddress invoiceaddress billtoaddress"),
    ("tags", "tag labels"),
    ("sent", "issent"),
    ("approved", "isapproved"),
    ("flagged", "isflagged"),
    ("held", "onhold ishold isheld"),
    ("draft", "isdraft"),
    ("void_on", "voiddate voidedon datevoided cancelledon canceledon cancellationdate"),
    ("marked_disputed", "disputed isdisputed indispute dispute"),
    ("document_country", "country countrycode countryname billingcountry"),
    ("recorded", "recordeddate recordedon enteredon entrydate dateentered"),
    ("recorded_by", "enteredby createdby"),
    (
      settled,
      """
      settleddate settledon settlementdate datesettled paiddate datepaid paidon paidat paymentdate \
      clearingdate cleareddate clearedon bezahltam zahlungsdatum datepaiement datedepaiement \
      fechapago fechadepago
      """
    ),
  ]

  private static let freight =
    """
    freight freightamount freightcharge freightcharges shippingamount shippingcost shippingfee \
    shippingcharge shippingcharges
    """

  private static let creditNotes: [Entry] = [
    (
      "number",
      """
      creditnumber creditnotenumber creditnoteno creditnote creditid credit documentnumber \
      documentno docno no id invoicenumber invoiceno invoice# num name ref refno
      """
    ),
    ("invoice", "invoicenumber invoiceno invoiceid correctedinvoice originalinvoice returnagainst"),
    ("bill", "billnumber billno billid invoicenumber originalbill returnagainst"),
    ("date", "creditdate creditnotedate issuedate documentdate postingdate"),
    ("currency", "currencycode ccy currencyid documentcurrency localcurrency"),
    ("net", "nettotal netamount subtotal"),
    ("tax", "taxtotal totaltax taxamount vat vatamount"),
    (
      "amount",
      """
      creditamount totalamount amounttotal grandtotal gross grossamount amountinlocalcurrency
      """
    ),
    ("reason", "memo comment"),
    ("document_country", "country countrycode countryname billingcountry"),
    ("recorded", "recordeddate recordedon enteredon entrydate"),
  ]

  private static let payments: [Entry] = [
    (
      "number",
      """
      paymentnumber paymentno paymentid payment receiptnumber receiptno receipt no id documentno \
      documentnumber docno docnumber
      """
    ),
    (
      "date",
      """
      paymentdate paidon paiddate datepaid receiveddate bookingdate valuedate postingdate \
      documentdate docdate transactiondate buchungsdatum zahldatum datum
      """
    ),
    ("amount", "paymentamount amountpaid paidamount amountinlocalcurrency"),
    ("currency", "currencycode ccy currencyid documentcurrency localcurrency"),
    ("method", "paymentmethod mode modeofpayment"),
    ("reference", "ref paymentreference remittance remittancetext memo"),
    ("payer", "payername paidby"),
    ("recorded", "recordeddate recordedon enteredon entrydate"),
  ]

  private static let orders: [Entry] = [
    (
      "number",
      "ordernumber orderno orderid purchaseordernumber purchaseorderid ponumber order no id"
    ),
    ("date", "orderdate issuedate transactiondate"),
    ("po", "customerpo ponumber pono buyerordernumber"),
    ("currency", "currencycode ccy currencyid"),
    ("net", "nettotal netamount subtotal"),
    ("charges", freight),
    ("tax", "taxtotal totaltax taxamount taxamt vat vatamount"),
    ("total", "ordertotal orderamount totalamount totaldue amounttotal grandtotal amount"),
  ]

  // MARK: - What belongs to documents

  private static let invoiceLinks: [Entry] = [
    ("document", "invoicenumber invoiceno invoiceid documentnumber documentno parent")
  ]
  private static let billLinks: [Entry] = [
    ("document", "billnumber billno billid invoicenumber documentnumber documentno parent")
  ]
  private static let creditLinks: [Entry] = [
    ("document", "creditnumber creditnotenumber creditnote creditid documentnumber parent")
  ]
  private static let orderLinks: [Entry] = [
    (
      "document",
      """
      ordernumber orderno orderid purchaseordernumber purchaseorderid ponumber documentnumber parent
      """
    )
  ]
  private static let lines: [Entry] = [
    ("line", "lineno linenumber lineid position pos idx"),
    (
      "item",
      """
      itemcode itemnumber itemno sku product productcode productid stockcode article \
      inventoryitemcode item(product/service) product/service artikelnummer artikelnr artikel \
      produkt
      """
    ),
    (
      "description",
      """
      itemdescription productname itemname text label bezeichnung beschreibung designation \
      descripcion omschrijving
      """
    ),
    ("quantity", "qty itemquantity invoicedquantity menge anzahl quantite cantidad aantal"),
    (
      "unit_price",
      """
      price rate itemrate itemprice unitamount unitcost priceunit einzelpreis stuckpreis \
      prixunitaire preciounitario precio prijs
      """
    ),
    (
      "discount_rate",
      """
      discount% %discount disc% discountpercent discountpercentage discountpct discpercent \
      discountrate
      """
    ),
    ("discount", "discountamount"),
    (
      "amount",
      """
      lineamount linetotal itemamount itemtotal netamount pricesubtotal positionsbetrag \
      gesamtpreis betrag montant importe total
      """
    ),
    (
      "tax_rate",
      """
      vatrate taxpercent vatpercent taxpercentage tax% itemtax% mwstsatz ustsatz steuersatz \
      tauxtva
      """
    ),
    ("tax", "taxamount itemtaxamount vat vatamount"),
  ]
  private static let goods: [Entry] = [
    ("quantity", "orderqty orderedqty orderedquantity"),
    ("delivered", "deliveredqty deliveredquantity qtydelivered shippedqty qtyshipped"),
    ("received", "receivedqty receivedquantity qtyreceived quantityreceived"),
    ("rejected", "rejectedqty rejectedquantity qtyrejected quantityrejected"),
  ]
  private static let arrivals: [Entry] = [
    (
      "number",
      """
      receiptnumber receiptno goodsreceiptnumber grnnumber deliverynumber deliverynoteno \
      deliverynote shipmentnumber documentnumber no id
      """
    ),
    ("date", "receiptdate receiveddate deliverydate shipmentdate postingdate documentdate"),
    ("order", "ordernumber orderno orderid purchaseorder purchaseordernumber ponumber pono po"),
    ("reference", "ref vendorreference supplierreference deliverynote"),
  ]
  private static let arrivalLinks: [Entry] = [
    (
      "document",
      """
      receiptnumber receiptno receiptid deliverynumber deliveryno deliveryid shipmentnumber \
      documentnumber parent
      """
    )
  ]
  private static let arrivalLines: [Entry] = [
    ("line", "lineno linenumber lineid position pos"),
    ("order", "ordernumber orderno orderid purchaseorder purchaseordernumber ponumber pono po"),
    ("order_line", "orderlineno orderlinenumber orderlineid orderposition poline polineno"),
    ("item", "itemcode itemnumber itemno sku product productcode productid stockcode article"),
    ("description", "itemdescription productname itemname text"),
    ("quantity", "qty receivedqty receivedquantity qtyreceived deliveredqty acceptedqty"),
    ("rejected", "rejectedqty rejectedquantity qtyrejected quantityrejected"),
  ]
  private static let bankLines: [Entry] = [
    (
      "number",
      """
      transactionid transactionnumber entryreference bankreference acctsvcrref fitid lineno no id
      """
    ),
    (
      "date", "bookingdate bookeddate transactiondate postingdate valuedate dtposted buchungstag"
    ),
    ("amount", "transactionamount value trnamt betrag umsatz"),
    ("currency", "currencycode ccy waehrung"),
    (
      "payer",
      """
      payername counterparty counterpartyname partner partnername debtor debtorname name \
      beguenstigterzahlungspflichtiger auftraggeber
      """
    ),
    (
      "iban",
      """
      counterpartyiban partneriban debtoriban account accountnumber counterpartyaccount kontonummer
      """
    ),
    (
      "text",
      """
      description purpose remittance remittanceinformation remittancetext narrative details memo \
      reference verwendungszweck
      """
    ),
    ("payment", "paymentnumber paymentno paymentid"),
    ("recorded", "recordeddate recordedon enteredon entrydate"),
  ]
  private static let rates: [Entry] = [
    ("date", "ratedate currencyratedate day validfrom"),
    (
      "from_currency",
      "fromcurrencycode basecurrency sourcecurrency currency currencycode ccy"
    ),
    ("to_currency", "tocurrencycode quotecurrency targetcurrency"),
    // The evening's rate goes first: a question as of a day means its end.
    ("rate", "exchangerate endofdayrate closingrate averagerate"),
  ]
  private static let allocations: [Entry] = [
    ("payment", "paymentnumber paymentno paymentid receiptnumber"),
    ("credit", "creditnumber creditnotenumber creditnote creditid"),
    ("date", "allocationdate allocatedon appliedon applieddate effectivedate"),
    ("amount", "allocatedamount amountallocated appliedamount amountapplied"),
    ("currency", "currencycode ccy currencyid"),
    ("recorded", "recordeddate recordedon enteredon entrydate"),
  ]
  private static let claims: [Entry] = [
    ("date", "raisedon opened openedon promisedon created createdat notedon"),
    ("due", "duedate promiseddate promisedfor"),
    ("amount", "disputedamount promisedamount"),
    ("reason", "why cause"),
    ("text", "note comment memo body"),
    ("resolved_on", "resolveddate resolvedat closedon settledon"),
    ("recorded_by", "enteredby createdby author"),
  ]
}
