import type { errors as English } from "#shared/texts/en/errors.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const errors: Translation<typeof English> = {
  VALIDATION_FAILED: {
    title: "中央服務不接受輸入的內容。",
    advice: "請更正下列欄位後重新提交。",
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    title: "請求欠缺防止重複提交的識別碼。",
    advice: "未作任何處理。請關閉表格，重新開啟後再試；如再次出現，請回報。",
  },
  NOT_FOUND: {
    title: "此項目已不存在，或您無權查看。",
    advice: "請返回列表重新搜尋。",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    title: "同一請求仍在處理中。",
    advice: "不會重複處理。請稍候，再查看該記錄。",
  },
  VERSION_MISMATCH: {
    title: "您查看期間，內容已被他人更改。",
    advice: "未作任何處理。請比對變更後再作決定。",
  },
  PAYLOAD_TOO_LARGE: {
    title: "請求過大。",
    advice: "未作任何處理。請縮短文字或減少附件。",
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: "此表格已提交過另一請求。",
    advice: "沒有再作任何處理。請關閉表格並查看記錄，有需要時重新開始。",
  },
  CLIENT_UPGRADE_REQUIRED: {
    title: "此版本的 Deposit Desk 過舊。",
    advice: "請安裝新版本後繼續；現時仍可查閱。",
  },
  IF_MATCH_REQUIRED: {
    title: "請求未有指明版本。",
    advice: "未作任何處理。請重新開啟記錄再試；如再次出現，請回報。",
  },
  RATE_LIMITED: {
    title: "短時間內請求過多。",
    advice: "未作任何處理。請等一分鐘後再試。",
  },
  INTERNAL: {
    title: "程式內部發生錯誤。",
    advice: "重複操作前請先查看記錄，並回報代碼及追蹤編號。",
  },
  SERVICE_UNAVAILABLE: {
    title: "中央服務現時無法回應。",
    advice: "重複操作前請先查看記錄；同一請求不會重複處理。",
  },
  INVALID_CREDENTIALS: {
    title: "使用者名稱或密碼錯誤。",
    advice: "每次失敗後，下一次嘗試須等待更久。",
  },
  TOTP_REQUIRED: {
    title: "此帳戶需要驗證碼。",
    advice: "請輸入驗證器顯示的六位數字。",
  },
  TOTP_INVALID: {
    title: "驗證碼錯誤或已被使用。",
    advice: "請等待下一個驗證碼再輸入。",
  },
  TOKEN_EXPIRED: {
    title: "工作階段已逾時。",
    advice: "請重新登入；凡有草稿之處，已輸入的內容均已保留。",
  },
  TOKEN_INVALID: {
    title: "工作階段無效。",
    advice: "請重新登入。",
  },
  REFRESH_INVALID: {
    title: "工作階段無法延續。",
    advice: "請重新登入。",
  },
  REFRESH_REUSED: {
    title: "此工作階段曾在兩處使用，已全部關閉。",
    advice: "請重新登入，並通知管理員。",
  },
  STEP_UP_FAILED: {
    title: "密碼或驗證碼不正確。",
    advice: "未作任何處理。請重新輸入。",
  },
  PERMISSION_DENIED: {
    title: "您沒有執行此操作的權限。",
    advice: "請聯絡管理員。",
  },
  STEP_UP_REQUIRED: {
    title: "此操作須即時輸入密碼或驗證碼。",
    advice: "未作任何處理。請輸入後重試。",
  },
  DEVICE_NOT_ENROLLED: {
    title: "此工作站尚未為您的帳戶登記。",
    advice: "請聯絡管理員。",
  },
  ACCOUNT_LOCKED: {
    title: "失敗次數過多。",
    advice: "帳戶已暫時鎖定；請等到所示時間。",
  },
  PASSWORD_WEAK: {
    title: "新密碼過於簡單。",
    advice: "請選用較長、且不在常見密碼之列的密碼。",
  },
  SELF_GRANT_FORBIDDEN: {
    title: "任何人不得更改或審批自己的權限。",
    advice: "請由另一名管理員處理。",
  },
  LAST_HOLDER: {
    title: "這是最後一個擁有該角色的帳戶。",
    advice: "請先將角色授予他人；未作任何更改。",
  },
  RIGHTS_CONFLICT: {
    title: "這些權限不能同屬一個帳戶。",
    advice: "未作任何更改。請參閱原因後另選。",
  },
  RIGHTS_STATE: {
    title: "此權限變更已有決定，或該帳戶另有變更待決。",
    advice: "請重新查看該帳戶。",
  },
  ALREADY_GRANTED: {
    title: "您已擁有此權限。",
    advice: "如頁面仍顯示沒有權限，請重新登入。",
  },
  DUPLICATE_REQUEST: {
    title: "相同的請求已存在。",
    advice: "沒有新增任何內容。",
  },
  APPLICATION_STATE: {
    title: "申請的狀態已與顯示的不同。",
    advice: "未作任何處理。請重新查看。",
  },
  APPLICATION_NOT_DELETABLE: {
    title: "此申請已不能刪除。",
    advice: "已發現轉帳或其記錄狀態已變；未作任何處理。",
  },
  DEPOSIT_STATE: {
    title: "記錄的狀態已與顯示的不同。",
    advice: "未作任何處理。請重新查看。",
  },
  WORK_CLAIMED: {
    title: "此記錄正由他人處理。",
    advice: "未作任何更改。請與對方聯絡，或註明原因後接手。",
  },
  DEPOSIT_NOT_CANCELLABLE: {
    title: "只有「錢包地址驗證中」的記錄可以取消。",
    advice: "未作任何處理；記錄狀態已變。",
  },
  CHECKS_NOT_PASSED: {
    title: "此記錄受阻的原因不只是金額。",
    advice: "未作任何處理；請先解決其他原因，或將款項入暫記帳以便退款。",
  },
  TRANSFER_SEEN: {
    title: "您確認期間發現了轉帳。",
    advice: "未作任何處理；記錄會自動繼續。",
  },
  CHAIN_UNAVAILABLE: {
    title: "無法查詢區塊鏈。",
    advice: "此操作必須在執行當刻查詢區塊鏈，因此未作任何處理。請稍後再試。",
  },
  ADDRESS_INVALID: {
    title: "這不是有效地址。",
    advice: "地址須為 0x 加 40 個十六進位數字。",
  },
  ADDRESS_CHECKSUM_INVALID: {
    title: "地址有輸入錯誤。",
    advice: "大小寫字母與校驗不符；請從來源重新複製。",
  },
  ADDRESS_FORBIDDEN: {
    title: "轉至此地址的款項將會損失。",
    advice: "這是零地址、銷毀地址或系統地址，絕不能使用。",
  },
  ADDRESS_STATE: {
    title: "地址的狀態已與顯示的不同。",
    advice: "未作任何處理。請重新查看。",
  },
  SIGNATURE_MISMATCH: {
    title: "簽署並非出自此錢包。",
    advice: "證明失敗；請重新開始，並請客戶簽署新的文字。",
  },
  CHALLENGE_USED: {
    title: "此項證明已經結束。",
    advice: "請重新開始。",
  },
  CHALLENGE_EXPIRED: {
    title: "回覆已超過此項證明的時限。",
    advice: "請重新開始。",
  },
  WRONG_SENDER: {
    title: "款項來自另一錢包。",
    advice: "證明失敗；請重新開始。",
  },
  WRONG_AMOUNT: {
    title: "付款金額與要求不符。",
    advice: "證明失敗；請重新開始。",
  },
  DEPOSIT_NOT_CREDITED: {
    title: "只有「已入帳」的記錄可以退款。",
    advice: "未作任何處理；記錄現為另一狀態。",
  },
  REFUND_ALREADY_OPEN: {
    title: "此記錄已有退款進行中。",
    advice: "沒有新增任何內容；請開啟進行中的退款。",
  },
  REFUND_STATE: {
    title: "退款的狀態已與顯示的不同。",
    advice: "未作任何處理。請重新查看。",
  },
  REFUND_DISABLED: {
    title: "此幣種的退款已停用。",
    advice: "未作任何處理。請向負責幣種設定的同事查詢。",
  },
  REFUND_ADDRESS_NOT_VERIFIED: {
    title: "退款地址尚未驗證。",
    advice: "未作任何處理。請先驗證地址。",
  },
  ADDRESS_NOT_THIS_CUSTOMER: {
    title: "退款地址屬於另一客戶。",
    advice: "未作任何處理。請選擇此客戶的已驗證地址。",
  },
  ADDRESS_IN_COOLDOWN: {
    title: "地址驗證時間過近。",
    advice: "未作任何處理。請等待冷靜期結束。",
  },
  NETWORK_MISMATCH: {
    title: "網路與存入時不同。",
    advice: "未作任何處理。退款須經原網路退回。",
  },
  AMOUNT_INVALID: {
    title: "金額不正確。",
    advice: "請輸入大於零的數字，以點作小數點，例如 1250.5。",
  },
  AMOUNT_EXCEEDS_DEPOSIT: {
    title: "金額超過存入金額。",
    advice: "未作任何處理。請改為不高於存入金額。",
  },
  ADJUSTMENT_REASON_REQUIRED: {
    title: "金額與存入金額不同，但未有註明原因。",
    advice: "請註明調整原因。",
  },
  REMAINDER_REQUIRED: {
    title: "部分存入款項將會留下。",
    advice: "請註明餘下金額如何處理。",
  },
  IDENTITY_CHECK_INCOMPLETE: {
    title: "身分查核尚未完成。",
    advice: "請回答清單上的每一項。",
  },
  SCREENING_LIST_STALE: {
    title: "篩查名單已超過使用期限。",
    advice: "沒有付款。請在「篩查」頁匯入並批准較新的名單，然後再執行。",
  },
  SCREENING_LIST_MISSING: {
    title: "沒有生效的篩查名單。",
    advice: "未作任何處理。請在「篩查」頁匯入並批准名單，然後再試。",
  },
  SCREENING_HIT: {
    title: "篩查發現相符項目。",
    advice: "未作任何處理。如何繼續由合規部門決定。",
  },
  SELF_APPROVAL_FORBIDDEN: {
    title: "這是您自己的申請。",
    advice: "須由另一名主管決定。",
  },
  ALREADY_DECIDED: {
    title: "您已作出決定。",
    advice: "須由另一名主管決定。",
  },
  INTENT_MISMATCH: {
    title: "退款內容已與顯示的不同。",
    advice: "未作任何處理。請從頭重新查閱。",
  },
  SIGNATURE_INVALID: {
    title: "簽署不符。",
    advice: "未作任何處理。請回報代碼；切勿嘗試其他方法。",
  },
  DEVICE_KEY_UNKNOWN: {
    title: "此工作站的審批金鑰未獲登記。",
    advice: "未作任何處理。請先登記金鑰並由他人確認。",
  },
  DEVICE_KEY_STATE: {
    title: "審批金鑰未啟用。",
    advice: "未作任何處理。請由另一名主管確認。",
  },
  SELF_ENDORSEMENT_FORBIDDEN: {
    title: "這是您自己的金鑰。",
    advice: "須由另一名主管確認。",
  },
  APPROVAL_EXPIRED: {
    title: "批准已逾期。",
    advice: "沒有付款。須重新申請退款。",
  },
  EXECUTOR_IS_REQUESTER: {
    title: "這是您自己的申請。",
    advice: "須由另一人執行。沒有付款。",
  },
  EXECUTOR_IS_APPROVER: {
    title: "這筆大額退款由您批准。",
    advice: "須由第三人執行。沒有付款。",
  },
  REFUND_CLAIMED: {
    title: "此退款正由他人執行。",
    advice: "您沒有作出任何付款。請等待對方釋放認領。",
  },
  LEASE_LOST: {
    title: "您的認領已過期。",
    advice: "請查看退款：如已登記簽署，會自動繼續；否則請重新認領。",
  },
  SIGNER_NOT_APPROVED: {
    title: "此簽署金鑰未獲批准付款。",
    advice: "沒有付款。須由主管批准金鑰。",
  },
  SIGNER_STATE: {
    title: "簽署金鑰的狀態已與顯示的不同。",
    advice: "未作任何處理。請重新查看。",
  },
  SIGNER_HAS_OPEN_SLOTS: {
    title: "此簽署金鑰有一筆較早的退款尚未完結。",
    advice: "沒有付款。請先執行較早的退款；如該退款已結束，須作廢其付款位，或停用該金鑰。",
  },
  NONCE_AHEAD: {
    title: "付款金鑰曾發出中央服務並不知悉的付款。",
    advice: "沒有付款。服務可能曾由較舊的備份還原：在兩人將該等付款與退款逐一核對並了結之前，此網路不會作任何付款。",
  },
  CONFIGURATION_STATE: {
    title: "此版本的狀態已與顯示的不同，或另有建議待決。",
    advice: "未作任何更改。請重新查看頁面。",
  },
  CONFIGURATION_UNSOUND: {
    title: "這些規則不能成立。",
    advice: "沒有提出或批准任何內容。請參閱原因並更正。",
  },
  CODE_EXISTS: {
    title: "已有相同的代碼或名稱。",
    advice: "請修改現有的一項，或使用另一名稱。",
  },
  CONTRACT_IMMUTABLE: {
    title: "幣種的合約不可更改，因其記錄以此為據。",
    advice: "請設定另一幣種。",
  },
  DECIMALS_IMMUTABLE: {
    title: "幣種的小數位不可更改，因其記錄以此計算。",
    advice: "請設定另一幣種。",
  },
  LIMITS_UNSOUND: {
    title: "這些限額互相矛盾。",
    advice: "沒有提出任何內容。請參閱原因並更正。",
  },
  VELOCITY_CAP: {
    title: "此簽署金鑰已達今日限額。",
    advice: "沒有付款。請於明日繼續，或使用另一金鑰。",
  },
  SIGNED_TX_MISMATCH: {
    title: "已簽署的交易與批准內容不同，已被拒絕。",
    advice: "沒有付款。請停止操作並回報代碼。",
  },
  TX_HASH_MISMATCH: {
    title: "交易雜湊值與登記的不同。",
    advice: "沒有新增任何內容。請停止操作並回報代碼。",
  },
  TX_MAY_STILL_CONFIRM: {
    title: "該付款仍可能到帳。",
    advice: "再次付款可能造成重複付款，因此未作任何處理。請等待區塊鏈結果。",
  },
  REORG_DETECTED: {
    title: "區塊鏈發生重組。",
    advice: "未作任何處理。區塊確認會由新區塊起重新計算。",
  },
  CONFIRMATIONS_INSUFFICIENT: {
    title: "區塊確認尚未足夠。",
    advice: "未作任何處理。系統會自動繼續。",
  },
  SYNC_RESET_REQUIRED: {
    title: "本機副本須重新建立。",
    advice: "程序會自動開始；所有資料仍保存於中央服務。",
  },
  CURSOR_INVALID: {
    title: "此列表變動過大，無法由此繼續。",
    advice: "請從頭重新載入。",
  },
  INPUT_INVALID: {
    title: "表格提交了程式不接受的內容。",
    advice: "未作任何處理。請更正下列欄位。",
  },
  SENDER_REFUSED: {
    title: "請求來自錯誤的視窗，已被拒絕。",
    advice: "請重新啟動程式並回報代碼。",
  },
  NOT_SIGNED_IN: {
    title: "未有人登入。",
    advice: "請登入後繼續。",
  },
  OFFLINE: {
    title: "未能連線至中央服務。",
    advice: "沒有提交任何內容，亦沒有排隊等候提交。請於連線後再試。",
  },
  TIMEOUT: {
    title: "未有在時限內收到回覆。",
    advice: "操作可能已完成，亦可能未完成；請查看記錄。重複同一請求並無風險。",
  },
  OFFLINE_ACCESS_OVER: {
    title: "未連線至中央服務時，不能再於本機查閱記錄。",
    advice: "沒有遺失任何資料；請連線並重新輸入密碼。",
  },
  RESPONSE_INVALID: {
    title: "中央服務的回覆不符預期。",
    advice: "重複操作前請先查看記錄，並回報代碼。",
  },
  CONFIG_INVALID: {
    title: "本機設定無效。",
    advice: "請按訊息更正 config.json 後重新啟動。",
  },
  KEYCHAIN_UNAVAILABLE: {
    title: "本機的鑰匙圈無法使用。",
    advice: "請解鎖鑰匙圈或重新登入桌面；程式不會在其他地方保存任何機密。",
  },
  KEYCHAIN_SECRET_MISSING: {
    title: "鑰匙圈內缺少一項機密。",
    advice: "請重新登入；簽署金鑰須由備份還原。",
  },
  CACHE_KEY_WRONG: {
    title: "無法以金鑰開啟本機副本。",
    advice: "副本可以重新建立；所有資料仍保存於中央服務。",
  },
  CACHE_DAMAGED: {
    title: "本機副本已損壞。",
    advice: "副本可以重新建立；所有資料仍保存於中央服務。",
  },
  CACHE_FROM_FUTURE: {
    title: "本機副本由較新的版本建立。",
    advice: "請安裝較新的版本，或重新建立副本。",
  },
  DISK_FULL: {
    title: "磁碟已滿。",
    advice: "未作任何處理。請釋放空間後再試。",
  },
  JOURNAL_UNAVAILABLE: {
    title: "本機的付款日誌無法寫入或不可信。",
    advice: "沒有付款，在此事解決之前本機亦不會簽署任何內容：請勿移動該檔案，並聯絡負責此電腦的同事，告知代碼。",
  },
  NODE_UNREACHABLE: {
    title: "無法連線至區塊鏈節點。",
    advice: "請稍後再試；已廣播的付款會自動繼續。",
  },
  NODE_QUORUM_LOST: {
    title: "區塊鏈節點的回覆不一致。",
    advice: "未作任何處理。請等待多數節點回覆一致。",
  },
  NODE_WRONG_CHAIN: {
    title: "節點屬於另一條鏈。",
    advice: "沒有付款。請更正設定中的節點地址。",
  },
  FEE_ABOVE_CAP: {
    title: "網路費用高於已批准的上限。",
    advice: "沒有付款。請等待費用回落，或申請批准新的上限。",
  },
  BALANCE_TOO_LOW: {
    title: "付款錢包餘額不足。",
    advice: "沒有付款。請安排注資，然後重新認領退款。",
  },
  SIMULATION_FAILED: {
    title: "此付款在鏈上將會失敗。",
    advice: "沒有付款。請參閱原因並核對地址。",
  },
  LOG_BROKEN: {
    title: "中央稽核日誌與本機所見的不同。",
    advice:
      "日誌曾被截短、更改，或由較舊的備份還原。沒有付款；在合規部門將其後每筆付款與區塊鏈核對之前，本機不會簽署任何內容。",
  },
  REVIEW_CHANGED: {
    title: "您查閱的內容已改變。",
    advice: "沒有付款。請返回重新查閱。",
  },
  REVIEW_NOT_CONFIRMED: {
    title: "最後 6 個字元與地址不符。",
    advice: "沒有付款。請核對地址後重新輸入。",
  },
  SIGNER_NOT_ENROLLED: {
    title: "此工作站沒有您的簽署金鑰。",
    advice: "沒有付款。請先登記金鑰。",
  },
  SIGNER_PIN_WRONG: {
    title: "簽署 PIN 錯誤。",
    advice: "沒有付款。請重新輸入；每次失敗後，下一次嘗試須等待更久。",
  },
  SIGNER_PIN_WEAK: {
    title: "此 PIN 過於容易猜中。",
    advice: "請選用至少六位、並非順序或重複的數字。",
  },
  SIGNER_REFUSED: {
    title: "簽署程式拒絕簽署，因為付款與批准內容不符。",
    advice: "沒有付款。請停止操作並回報代碼。",
  },
  SIGNER_CRASHED: {
    title: "簽署程式已停止。",
    advice: "如已登記簽署，只會傳送同一份已簽署資料，絕不會產生第二筆付款。請查看退款。",
  },
  BROADCAST_UNKNOWN: {
    title: "廣播結果不明。",
    advice: "已簽署的付款可能已發出，亦可能未發出。切勿另行申請退款；系統會重新傳送同一份已簽署資料。",
  },
};
