/**
 * Actions of the Amazon Chime app, which ended on 2026-02-20 (https://docs.aws.amazon.com/chime/latest/APIReference/Welcome.html), that no part of the Chime SDK has: its old SDK namespace (botocore 1.43.107, 2026-09), and its console.
 * Phone numbers, global settings and Amazon Connect's connectors went on in `chime-sdk-voice`.
 */
export const retiredChimeActions: ReadonlySet<string> = new Set(
  `AssociatePhoneNumberWithUser AssociateSigninDelegateGroupsWithAccount BatchCreateRoomMembership BatchSuspendUser BatchUnsuspendUser
  BatchUpdateUser CreateAccount CreateBot CreateMeetingDialOut CreateRoom CreateRoomMembership CreateUser DeleteAccount
  DeleteEventsConfiguration DeleteRoom DeleteRoomMembership DisassociatePhoneNumberFromUser DisassociateSigninDelegateGroupsFromAccount
  GetAccount GetAccountSettings GetBot GetEventsConfiguration GetRetentionSettings GetRoom GetUser GetUserSettings InviteUsers
  ListAccounts ListBots ListRoomMemberships ListRooms ListUsers LogoutUser PutEventsConfiguration PutRetentionSettings
  RedactConversationMessage RedactRoomMessage RegenerateSecurityToken ResetPersonalPIN UpdateAccount UpdateAccountSettings UpdateBot
  UpdateRoom UpdateRoomMembership UpdateUser UpdateUserSettings
  AcceptDelegate ActivateUsers AddDomain AddOrUpdateGroups AuthorizeDirectory ConnectDirectory CreateApiKey CreateCDRBucket
  DeleteAccountOpenIdConfig DeleteApiKey DeleteCDRBucket DeleteDelegate DeleteDomain DeleteGroups DisconnectDirectory GetAccountResource
  GetAccountWithOpenIdConfig GetCDRBucket GetDomain GetMeetingDetail GetTelephonyLimits GetUserActivityReportData GetUserByEmail
  InviteDelegate InviteUsersFromProvider ListAccountUsageReportData ListApiKeys ListCDRBucket ListCallingRegions ListDelegates
  ListDirectories ListDomains ListGroups ListMeetingEvents ListMeetingsReportData RenameAccount RenewDelegate ResetAccountResource
  RetrieveDataExports StartDataExport SubmitSupportRequest SuspendUsers UnauthorizeDirectory UpdateAccountOpenIdConfig
  UpdateAccountResource UpdateCDRSettings UpdateSupportedLicenses UpdateUserLicenses ValidateAccountResource`.split(/\s+/),
);
