// Who asks to become a member, as the server tells it.

export interface Application {
  id: string;
  name: string;
  mobile: string;
  greeting?: string;
  verified: boolean;
  deptId?: number;
  deptName?: string;
  inviterName?: string;
  appliedAt: number;
}

export interface Listed {
  state: "pending" | "approved" | "joined" | "rejected" | "blocked";
  application?: Application;
  name?: string;
  mobile?: string;
  decidedAt?: number;
  userId?: string;
}
