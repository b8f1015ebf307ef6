/** A text with every construct of the language, badly written. */
export const everything = String.raw`// header

import { A as B, Mfa } from "std/conditions"
import {} from "std/iam"
/// doc of p
@name("P") param p: string = "x"
param q: "a" | "b"
param r: (arn<chime:meeting> | string)[] = ["a", "b"]
let x: number = 5
let l = ["a", "b"]
actions Ac = chime:{Get*, List*}, ((chime:A, chime:B) except chime:{C, D}), (chime:* except chime:X), chime:*[list, read]
actions Parts = chime:{
  // reads
  GetMeeting, ListMeetings,

  // writes
  UpdateUser, CreateMeeting,
}
actions One = (chime:{A, B} except (chime:C, chime:D))[read]
resource Res(a: string, b: string = "q") = chime:meeting(a, account: "1"), "arn:aws:s3:::x", (* except chime:meeting(*))
resource R2 = * except (R("a"), S)
condition Co(a: string) = a:b == "c" and (c:d in ["e", "f"] or not (e:f exists and g:h like a)) and not not X
condition Cp = any aws:TagKeys in ["a"] if exists or aws:x StringLike "y" and aws:ResourceTag/"cost center" == "z" ignoring case
@path("/x/") @name("Z")
policy Po(a: string, b: number = 3) for s3:bucket {
  @suppress("a", "b")
  allow chime:Get*, chime:{B, A} to service("a.b"), account(["1", "2"]), anyone on *, chime:channel(app, *) when a:b == 1 and c:d == 2 or e:f == 3 as Sid
  deny * except (chime:A, chime:B) on * when (a:b == 1)
  on chime:meeting(*) when a:b == 2 and c:d == 3 { include A, B("x", y: [1, 2]) }
  when X { on * { } }
  when (Y and Z) { allow a:b }
}
role Ro { trust service("lambda.amazonaws.com") when a:b == true include X }
role Empty {}
test "what \"it\" does" {
  expect Ro("x") can chime:A, chime:B on chime:meeting(*) with { aws:x = 1, aws:y = [2, 3] }
  @suppress("a", "b") expect Ro cannot chime:A with {}
  prove Ro never chime:A on * unless X and Y
  prove Ro within Q("a")
  prove Ro equals Q
}
`;
