/** Dialogs that more than one page opens. A feature never imports another feature, so the app draws them and the pages ask for them here. */
import { create } from "zustand";

type Dialogs = {
  /** the deposit record about to be cancelled */
  cancelDepositId: string | null;
  openCancel: (depositId: string) => void;
  closeCancel: () => void;
};

export const useDialogs = create<Dialogs>((set) => ({
  cancelDepositId: null,
  openCancel: (depositId) => set({ cancelDepositId: depositId }),
  closeCancel: () => set({ cancelDepositId: null }),
}));
