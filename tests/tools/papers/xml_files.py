"""Trade documents in XML for tests: a CII invoice, UBL invoice, order, answer, despatch advice."""

from __future__ import annotations

_CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:cen.eu:en16931:2017</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">{day}</udt:DateTimeString></ram:IssueDateTime>
<ram:IncludedNote><ram:Content>Thank you &amp; goodbye</ram:Content></ram:IncludedNote>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:IncludedSupplyChainTradeLineItem>
<ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:SellerAssignedID>K-12</ram:SellerAssignedID>
<ram:BuyerAssignedID>KLB-12</ram:BuyerAssignedID><ram:Name>Relay housing</ram:Name>
</ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement>
<ram:BuyerOrderReferencedDocument><ram:LineID>10</ram:LineID></ram:BuyerOrderReferencedDocument>
<ram:NetPriceProductTradePrice><ram:ChargeAmount>85.00</ram:ChargeAmount>
<ram:BasisQuantity unitCode="C62">100</ram:BasisQuantity></ram:NetPriceProductTradePrice>
</ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery>
<ram:BilledQuantity unitCode="C62">12000</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation>
<ram:LineTotalAmount>10200.00</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Kailun Ltd</ram:Name></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Harlow</ram:Name></ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>4500018822</ram:IssuerAssignedID>
</ram:BuyerOrderReferencedDocument></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>{currency}</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount>
<ram:IBANID>{account}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
</ram:SpecifiedTradeSettlementPaymentMeans>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
<udt:DateTimeString format="102">20260430</udt:DateTimeString></ram:DueDateDateTime>
</ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeAllowanceCharge>
<ram:ChargeIndicator><udt:Indicator>true</udt:Indicator></ram:ChargeIndicator>
<ram:ActualAmount>50.00</ram:ActualAmount><ram:Reason>Freight</ram:Reason>
</ram:SpecifiedTradeAllowanceCharge>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:LineTotalAmount>10200.00</ram:LineTotalAmount>
<ram:TaxTotalAmount currencyID="{currency}">1947.50</ram:TaxTotalAmount>
<ram:TaxTotalAmount currencyID="XXX">9.99</ram:TaxTotalAmount>
<ram:GrandTotalAmount>{total}</ram:GrandTotalAmount>
<ram:DuePayableAmount>{total}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""

#: What the invoice says unless it is told otherwise; the accounts are the well-known examples.
SAID = {
    "number": "RE-2026/17",
    "day": "20260331",
    "currency": "EUR",
    "account": "DE89370400440532013000",
    "total": "12197.50",
}
OTHER_ACCOUNT = "GB82WEST12345698765432"


def cii(**said: str) -> bytes:
    """A Factur-X invoice."""
    return _CII.format(**{**SAID, **said}).encode()


def ubl(kind: str, inside: str) -> bytes:
    """A UBL document of that kind."""
    schema = "urn:oasis:names:specification:ubl:schema:xsd"
    return (
        f'<?xml version="1.0"?><{kind} xmlns="{schema}:{kind}-2"'
        f' xmlns:cac="{schema}:CommonAggregateComponents-2"'
        f' xmlns:cbc="{schema}:CommonBasicComponents-2">{inside}</{kind}>'
    ).encode()


def answer(*lines: tuple[str, str, str, str, str], order: str = "4500018822") -> bytes:
    """A Peppol order response; each line is its number, status, item, quantity and promised day."""
    head = (
        "<cbc:ID>AB-1</cbc:ID><cbc:IssueDate>2026-03-12</cbc:IssueDate>"
        "<cbc:OrderResponseCode>CA</cbc:OrderResponseCode>"
        f"<cac:OrderReference><cbc:ID>{order}</cbc:ID></cac:OrderReference>"
        "<cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>Kailun</cbc:Name>"
        "</cac:PartyName></cac:Party></cac:SellerSupplierParty>"
    )
    return ubl("OrderResponse", head + "".join(map(_answer_line, lines)))


def _answer_line(line: tuple[str, str, str, str, str]) -> str:
    number, state, item, quantity, day = line
    return (
        f"<cac:OrderLine><cac:LineItem><cbc:ID>{number}</cbc:ID>"
        f"<cbc:LineStatusCode>{state}</cbc:LineStatusCode>"
        f'<cbc:Quantity unitCode="C62">{quantity}</cbc:Quantity>'
        f"<cac:Delivery><cac:PromisedDeliveryPeriod><cbc:StartDate>{day}</cbc:StartDate>"
        f"<cbc:EndDate>{day}</cbc:EndDate></cac:PromisedDeliveryPeriod></cac:Delivery>"
        f"<cac:Item><cac:BuyersItemIdentification><cbc:ID>{item}</cbc:ID>"
        "</cac:BuyersItemIdentification></cac:Item></cac:LineItem>"
        f"<cac:OrderLineReference><cbc:LineID>{number}</cbc:LineID></cac:OrderLineReference>"
        "</cac:OrderLine>"
    )


ADVICE = ubl(
    "DespatchAdvice",
    "<cbc:ID>DA-7</cbc:ID><cbc:IssueDate>2026-03-12Z</cbc:IssueDate>"
    "<cac:OrderReference><cbc:ID>4500018822</cbc:ID></cac:OrderReference>"
    '<cac:Shipment><cbc:ID>SH-1</cbc:ID><cbc:GrossWeightMeasure unitCode="KGM">120.5'
    "</cbc:GrossWeightMeasure><cac:Delivery><cac:EstimatedDeliveryPeriod>"
    "<cbc:StartDate>2026-04-10</cbc:StartDate><cbc:EndDate>2026-04-12</cbc:EndDate>"
    "</cac:EstimatedDeliveryPeriod><cac:Despatch><cbc:ActualDespatchDate>2026-03-12"
    "</cbc:ActualDespatchDate></cac:Despatch></cac:Delivery></cac:Shipment>"
    '<cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="C62">500'
    "</cbc:DeliveredQuantity><cac:OrderLineReference><cbc:LineID>NA</cbc:LineID>"
    "<cac:OrderReference><cbc:ID>4500018822</cbc:ID></cac:OrderReference></cac:OrderLineReference>"
    "<cac:Item><cbc:Name>Relay</cbc:Name></cac:Item></cac:DespatchLine>",
)
